import { codePrinciples } from './measured/code.ts';
import { evidencePrinciples } from './measured/evidence.ts';
import { instructionPrinciples } from './measured/instructions.ts';
import { interactionPrinciples } from './measured/interaction.ts';
import { languagePrinciples } from './measured/language.ts';
import { lengthPrinciples } from './measured/length.ts';
import type { MeasuredPrinciple } from './measured/measuredPrinciple.ts';
import { readabilityPrinciples } from './measured/readability.ts';
import { reasoningPrinciples } from './measured/reasoning.ts';
import { safetyPrinciples } from './measured/safety.ts';
import { structurePrinciples } from './measured/structure.ts';
import { stylePrinciples } from './measured/style.ts';
import { tonePrinciples } from './measured/tone.ts';

/** The measurable principles, by theme. A new one is an entry in its theme's file. */
export const bank: readonly MeasuredPrinciple[] = [
  ...lengthPrinciples,
  ...structurePrinciples,
  ...codePrinciples,
  ...evidencePrinciples,
  ...reasoningPrinciples,
  ...tonePrinciples,
  ...stylePrinciples,
  ...safetyPrinciples,
  ...interactionPrinciples,
  ...readabilityPrinciples,
  ...languagePrinciples,
  ...instructionPrinciples,
];
