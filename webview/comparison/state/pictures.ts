import { signal } from '@preact/signals';
import type { Picture, PicturePlace } from '../../../src/protocol/pictures.ts';
import { messageOf } from './messageOf.ts';
import type { Remote } from './remote.ts';

/** Pictures kept: one may take some megabytes. */
const kept = 12;

/** A picture as far as it is known. */
export type PictureState = Picture | { readonly kind: 'loading' };

/** The pictures of the rows that are shown, and which servers the user lets be asked for them. */
export class Pictures {
  /** True: as large as they are; false: fitted to their column. Both sides alike, so that they can be compared. */
  readonly zoomed = signal(false);
  readonly #remote: Remote;
  readonly #known = new Map<string, PictureState>();
  readonly #version = signal(0);
  /** Hosts that the user allowed, until the page is closed. */
  readonly #allowed = new Set<string>();

  constructor(remote: Remote) {
    this.#remote = remote;
  }

  /** A picture; asks for it where it is not known. Reading it subscribes. */
  get(place: PicturePlace): PictureState {
    void this.#version.value;
    const key = keyOf(place);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, { kind: 'loading' });
    void this.#ask(place, false);
    return { kind: 'loading' };
  }

  /** Lets a server be asked for this picture, and for others from there. */
  allow(host: string, place: PicturePlace): void {
    this.#allowed.add(host);
    this.#keep(keyOf(place), { kind: 'loading' });
    void this.#ask(place, true);
  }

  /** Rows may be others now. */
  forget(): void {
    this.#known.clear();
    this.#version.value++;
  }

  async #ask(place: PicturePlace, remote: boolean): Promise<void> {
    try {
      const picture = await this.#remote.picture(place, remote);
      if (picture.kind === 'remote' && this.#allowed.has(picture.host)) await this.#ask(place, true);
      else this.#keep(keyOf(place), picture);
    } catch (error) {
      this.#keep(keyOf(place), { kind: 'none', why: messageOf(error) });
    }
  }

  #keep(key: string, picture: PictureState): void {
    this.#known.delete(key);
    this.#known.set(key, picture);
    for (const old of [...this.#known.keys()].slice(0, -kept)) this.#known.delete(old);
    this.#version.value++;
  }
}

function keyOf({ row, part, message, image }: PicturePlace): string {
  return `${row} ${part} ${message} ${image}`;
}
