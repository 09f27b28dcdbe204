/** What one of several processes says. */
export interface Speaker {
  write(text: string): void;
  /** It says no more. */
  end(): void;
}

/** Tells what several processes say one after the other: the first as it comes, the next one's when that has ended. */
export class Screen {
  readonly #show: (text: string) => void;
  readonly #waiting: { said: string; ended: boolean }[] = [];

  constructor(show: (text: string) => void) {
    this.#show = show;
  }

  /** A speaker whose turn comes after those that were made before. */
  speaker(): Speaker {
    const mine = { said: '', ended: false };
    this.#waiting.push(mine);
    return {
      write: text => {
        mine.said += text;
        this.#tell();
      },
      end: () => {
        mine.ended = true;
        this.#tell();
      },
    };
  }

  #tell(): void {
    for (let front = this.#waiting[0]; front !== undefined; front = this.#waiting[0]) {
      if (front.said !== '') this.#show(front.said);
      front.said = '';
      if (!front.ended) return;
      this.#waiting.shift();
    }
  }
}
