import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import type { ImageRef } from '../../../src/dataset/comparison.ts';
import type { PicturePlace } from '../../../src/protocol/pictures.ts';
import { count } from '../state/phrases.ts';
import { pictureName } from '../state/pictureMessage.ts';
import { visible } from '../text/visible.ts';
import { useEditor } from './context.ts';
import { Icon } from './icon.tsx';

/** What the pictures of a message are given. */
export interface PicturesProps {
  readonly images: readonly ImageRef[];
  readonly part: PicturePlace['part'];
  readonly message: number;
  /** What the message is: "Response A". */
  readonly name: string;
}

/** The pictures of a message: drawn, or, on a server, only once the user agrees. */
export function Pictures({ images, part, message, name }: PicturesProps): VNode | null {
  const current = useEditor().current.value;
  if (current.kind !== 'ready' || images.length === 0) return null;
  const { row } = current.detail.row;
  return (
    <div class="pictures">
      {images.map((ref, image) => (
        <OnePicture
          key={`${row} ${image}`}
          place={{ row, part, message, image }}
          image={ref}
          name={images.length > 1 ? `${name}, picture ${image + 1}` : name}
        />
      ))}
    </div>
  );
}

interface OnePictureProps {
  readonly place: PicturePlace;
  readonly image: ImageRef;
  readonly name: string;
}

function OnePicture({ place, image, name }: OnePictureProps): VNode {
  const { pictures, hidden } = useEditor();
  const size = useSignal('');
  const broken = useSignal(false);
  const picture = pictures.get(place);
  // A path may name the model that drew the picture.
  const path = hidden.value ? '' : visible(pictureName(image).slice(0, 300));
  if (picture.kind === 'loading') return <p class="picture-note secondary">Reading the picture…</p>;
  if (picture.kind === 'remote') {
    return (
      <div class="picture-note">
        <p>
          <Icon icon="globe" /> This picture is on <b>{visible(picture.host)}</b>, which is not asked for it unless you
          say so: it would learn your address and that you look at this.
        </p>
        <button type="button" class="link" onClick={() => pictures.allow(picture.host, place)}>
          Load pictures from {visible(picture.host)}
        </button>
      </div>
    );
  }
  if (picture.kind === 'none' || broken.value) {
    return (
      <p class="picture-note">
        <Icon icon="warning" class="warn" />{' '}
        {picture.kind === 'none'
          ? visible(hidden.value ? 'This picture can’t be shown.' : picture.why)
          : 'This picture is damaged.'}
      </p>
    );
  }
  return (
    <figure class={pictures.zoomed.value ? 'picture zoomed' : 'picture'}>
      <button
        type="button"
        class="zoom"
        aria-pressed={pictures.zoomed.value}
        aria-label={`${name}: ${pictures.zoomed.value ? 'fit all pictures to their columns' : 'show all pictures as large as they are'}`}
        onClick={() => {
          pictures.zoomed.value = !pictures.zoomed.value;
        }}
      >
        <img
          src={picture.url}
          alt={path === '' ? name : `${name}: ${path}`}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
            size.value = `${naturalWidth} × ${naturalHeight}, `;
          }}
          onError={() => {
            broken.value = true;
          }}
        />
      </button>
      <figcaption class="secondary tiny figures">
        {size.value}
        {count(Math.max(1, Math.round(picture.bytes / 1024)))} KB{path === '' ? '' : `, ${path}`}
      </figcaption>
    </figure>
  );
}
