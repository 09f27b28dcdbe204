import { type TemplateName, templates } from '../../llm/score/template.ts';
import { UsageError } from '../exitCode.ts';

/** The template that `--template` names. @throws UsageError with those that there are */
export function templateOf(text: string): TemplateName {
  const found = (Object.keys(templates) as TemplateName[]).find(name => name === text);
  if (found !== undefined) return found;
  throw new UsageError(`--template ${JSON.stringify(text)}: there are ${Object.keys(templates).join(', ')}.`);
}
