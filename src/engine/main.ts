import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import { Documents } from './documents.ts';
import { factsKept } from './keptFacts.ts';
import { serve } from './serve.ts';

// The engine: a forked child that talks over Node's IPC channel, and ends when its parent is gone.
const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
const documents = new Documents();

connection.onError(([error]) => {
  // What is still on its way when the parent is gone has nowhere to go.
  if (process.connected) console.error(`connection: ${error.message}`);
});
process.on('disconnect', () => {
  void documents
    .closeAll()
    .then(factsKept)
    .finally(() => process.exit(0));
});
// The parent decides when to end: Ctrl+C in a terminal reaches the whole process group.
process.on('SIGINT', () => undefined);
process.on('unhandledRejection', reason => console.error(`unhandled: ${String(reason)}`));

serve(connection, documents);
connection.listen();
