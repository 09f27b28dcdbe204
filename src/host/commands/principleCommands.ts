import type { ComparisonPanel } from '../editor/comparisonPanel.ts';
import { besideOf, readConstitution, writeConstitution } from './constitutionBeside.ts';
import {
  addConditionPrinciple,
  addPrinciple,
  changeCondition,
  checkPrinciple,
  chooseDecides,
  removePrinciple,
  rewordPrinciple,
  stepBack,
  stepPrinciple,
} from './editPrinciples.ts';
import type { CommandServices } from './services.ts';
import { voteOnPrinciples } from './voteOnPrinciples.ts';

type Handler = (...args: readonly unknown[]) => unknown;

/** Commands that edit the constitution in the view *Principles*, by name. */
export function principleCommands(here: () => ComparisonPanel, services: CommandServices): Record<string, Handler> {
  const at = () => here().document;
  const { edits } = services;
  return {
    checkPrinciple: (id, checked) => checkPrinciple(at(), id, checked, services),
    movePrinciple: (id, to) => edits.change(at(), { type: 'move', id: String(id), to: Number(to) }),
    principleUp: node => stepPrinciple(at(), node, -1, services),
    principleDown: node => stepPrinciple(at(), node, 1, services),
    rewordPrinciple: node => rewordPrinciple(at(), node, services),
    changeCondition: node => changeCondition(at(), node, services),
    removePrinciple: node => removePrinciple(at(), node, services),
    addPrinciple: () => addPrinciple(at(), services),
    addConditionPrinciple: () => addConditionPrinciple(at(), services),
    constitutionDecides: () => chooseDecides(at(), services),
    undoPrinciples: () => stepBack(at(), 'undo', services),
    redoPrinciples: () => stepBack(at(), 'redo', services),
    resetPrinciples: () => edits.change(at(), { type: 'reset' }),
    voteOnPrinciples: () => voteOnPrinciples(at(), services),
    writeConstitution: () => writeConstitution(at(), services),
    readConstitution: place => readConstitution(besideOf(place, services) ?? at(), services),
  };
}
