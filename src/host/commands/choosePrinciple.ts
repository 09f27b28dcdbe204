import type { PrincipleNode } from '../views/principleNodes.ts';
import type { CommandServices } from './services.ts';

/**
 * The principle that a command is about: that of the row it was called on, the one selected in the view, or one that the user
 * picks.
 *
 * @param given - what VS Code hands over, or the id of a principle
 * @param fits - which can be meant
 * @returns null if the user changed their mind
 */
export async function choosePrinciple(
  given: unknown,
  title: string,
  fits: (node: PrincipleNode) => boolean,
  { principles, dialogs }: Pick<CommandServices, 'principles' | 'dialogs'>,
): Promise<PrincipleNode | null> {
  const nodes = principles.getChildren().filter(fits);
  const id = typeof given === 'string' ? given : isPrinciple(given) ? given.principle.id : undefined;
  const wanted = id ?? principles.selected?.principle.id;
  const node = nodes.find(({ principle }) => principle.id === wanted);
  if (node) return node;
  const items = nodes.map(one => ({ label: one.principle.short, node: one }));
  return (await dialogs.pick(items, { title }))?.node ?? null;
}

function isPrinciple(given: unknown): given is PrincipleNode {
  return typeof given === 'object' && given !== null && 'type' in given && given.type === 'principle';
}
