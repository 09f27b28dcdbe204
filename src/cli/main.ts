#!/usr/bin/env node
import { runCli } from './runCli.ts';

// A reader that goes away (`pairlens show x.jsonl | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

void runCli(process.argv.slice(2)).then(code => {
  process.exitCode = code;
});
