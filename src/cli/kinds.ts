import { type FindingKind, findingKinds } from '../reward/finding.ts';
import { UsageError } from './exitCode.ts';
import { didYouMean } from './nearest.ts';

/** Reads a comma-separated list of kinds of findings. @throws UsageError that names the kinds there are */
export function parseKinds(option: string, text: string): FindingKind[] {
  return text.split(',').map(part => {
    const kind = findingKinds.find(known => known === part.trim());
    if (kind === undefined) {
      throw new UsageError(
        `--${option}: there is no finding ${JSON.stringify(part.trim())}.${didYouMean(part.trim(), findingKinds)} Findings: ${findingKinds.join(', ')}.`,
      );
    }
    return kind;
  });
}
