/**
 * Tells that a file was opened again after its extension host had ended.
 * @param recovered decisions that were not saved and came from the journal
 * @param lost comparisons whose last decision had not been confirmed and is not there
 */
export function openedAgainText(name: string, recovered: number, lost: number): string {
  const comparisons = (n: number): string => (n === 1 ? '1 comparison' : `${n} comparisons`);
  const texts = [`The extension host ended, and ${name} was opened again.`];
  if (recovered > 0) {
    const what = recovered === 1 ? '1 decision that was' : `${recovered} decisions that were`;
    texts.push(`It has the ${what} not saved, as one step that can be undone.`);
  }
  if (lost > 0) {
    const what = `What you decided last about ${comparisons(lost)} had not been confirmed and was not kept.`;
    texts.push(`${what} ${lost === 1 ? 'It is' : 'The first of them is'} shown now.`);
  }
  return texts.join(' ');
}
