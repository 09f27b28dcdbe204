import type { ModelSettings } from './settings.ts';

/** Tokens of a question besides the texts: a block of 40 rules with its votes; a proposal with its answer. */
const votesBesides = 1600;
const proposalBesides = 600;
const smallestGroup = 2;
const fewestTokens = 60;

/**
 * Settings whose questions fit into a model's context: smaller groups first, then shorter texts. Estimates may be off, so
 * the longest texts may still be too long; the questions that show them have no answer then.
 *
 * @param context tokens that go in and out together; null: not known, and the settings stay as they are
 */
export function fitContext(settings: ModelSettings, context: number | null): ModelSettings {
  if (context === null) return settings;
  const { promptTokens, responseTokens } = settings;
  const texts = promptTokens + 2 * responseTokens;
  const pairs = Math.floor((context - proposalBesides) / texts);
  const groupSize = Math.min(settings.groupSize, Math.max(smallestGroup, pairs));
  const room = Math.min(context - votesBesides, (context - proposalBesides) / groupSize);
  const share = Math.min(1, room / texts);
  if (share === 1) return { ...settings, groupSize };
  const cut = (tokens: number): number => Math.min(tokens, Math.max(fewestTokens, Math.floor(tokens * share)));
  return { ...settings, groupSize, promptTokens: cut(promptTokens), responseTokens: cut(responseTokens) };
}
