import type { VNode } from 'preact';

/** What an icon is given. Without a name it is decoration, and what stands beside it says the same. */
export interface IconProps {
  /** Codicon, without its prefix. */
  readonly icon: string;
  readonly name?: string;
  readonly class?: string;
}

/** A codicon. */
export function Icon({ icon, name, class: more }: IconProps): VNode {
  const classes = `codicon codicon-${icon}${more === undefined ? '' : ` ${more}`}`;
  if (name === undefined) return <i class={classes} aria-hidden="true" />;
  return <i class={classes} role="img" aria-label={name} title={name} />;
}
