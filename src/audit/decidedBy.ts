import type { SidecarMatch } from '../dataset/sidecar.ts';

/** Of several reviewers' decisions about a comparison, the reviewer's own, or else the latest; null if there is none. */
export function decidedBy(matches: readonly SidecarMatch[], reviewer: string | null): SidecarMatch | null {
  const own = matches.find(match => match.reviewer === reviewer);
  if (own !== undefined) return own;
  return matches.reduce<SidecarMatch | null>(
    (latest, match) => (latest === null || match.decision.at > latest.decision.at ? match : latest),
    null,
  );
}
