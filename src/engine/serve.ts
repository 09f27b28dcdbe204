import type { MessageConnection } from 'vscode-jsonrpc/node';
import { reportData } from '../audit/reportData.ts';
import { annotatorsRequest } from '../protocol/annotators.ts';
import { planRequest } from '../protocol/asking.ts';
import { openAuditRequest } from '../protocol/auditFolder.ts';
import { comparePrinciplesRequest } from '../protocol/compare.ts';
import * as protocol from '../protocol/engine.ts';
import { forgetImportedRequest, importVotesRequest } from '../protocol/importVotes.ts';
import * as mapping from '../protocol/mapping.ts';
import { pictureRequest } from '../protocol/pictures.ts';
import { problemsRequest } from '../protocol/problems.ts';
import * as review from '../protocol/review.ts';
import { splitRequest } from '../protocol/split.ts';
import * as training from '../protocol/training.ts';
import { readAgreement, readCheckPlan } from './agreement.ts';
import { readAnnotators } from './annotators.ts';
import { reviewsOf, writeReport } from './auditing.ts';
import { backup } from './backup.ts';
import { comparePrinciples } from './comparing.ts';
import { apply, discard, recover } from './deciding.ts';
import { doctor } from './doctor.ts';
import type { Documents } from './documents.ts';
import { draft } from './drafting.ts';
import { explain } from './explaining.ts';
import { exportScope } from './exporting.ts';
import { forgetImported, importVotes } from './importing.ts';
import { serveLanguageModels } from './languageModels/serve.ts';
import { readMapPreview, readMappingSamples } from './mapping.ts';
import { planMerge, readReviewers } from './merging.ts';
import { serveModels } from './modelsServe.ts';
import { OpenDocument } from './openDocument.ts';
import { decisionsOf, open, revert } from './opening.ts';
import { openAudit } from './openingAudit.ts';
import { readPicture } from './pictures/readPicture.ts';
import { writePlan } from './planning.ts';
import { servePrinciples } from './principles/serve.ts';
import { readProblems } from './problems.ts';
import { readProgress } from './progress.ts';
import { locate, nextOpen, readDetail, readFindings, readOverview, readRowNumbers, readWindow } from './reading.ts';
import { auditNow } from './refits.ts';
import { serveRefits } from './refitsServe.ts';
import { respond } from './respond.ts';
import { rowsHeld } from './rowsHeld.ts';
import { save } from './saving.ts';
import { readScope } from './scopes.ts';
import { splitLabels } from './splitting.ts';
import { exportTraining, trainingTargets } from './training.ts';

/** Registers all requests of the protocol. */
export function serve(connection: MessageConnection, documents: Documents): void {
  const at = ({ doc }: protocol.OnDocument): OpenDocument => documents.get(doc);

  respond(connection, protocol.openRequest, async (params, signal) => {
    await documents.close(params.doc, { keep: true });
    const around = {
      notify: (rows: readonly number[] | null) =>
        void connection.sendNotification(protocol.changedNotification, { doc: params.doc, rows }),
      isOpen: (doc: string) => documents.has(doc),
    };
    const { decisions: _, base: __, written: ___, ...anew } = params;
    const held = await rowsHeld(params, around.isOpen);
    const document = await OpenDocument.open(held ? params : anew, around, signal);
    await documents.add(params.doc, document);
    try {
      const opened = await open(document);
      return held ? opened : { ...opened, moved: true };
    } catch (error) {
      await documents.close(params.doc, { keep: true });
      throw error;
    }
  });
  respond(connection, protocol.closeRequest, async params => {
    await documents.close(params.doc, { keep: params.keepJournal });
    return null;
  });

  respond(connection, protocol.windowRequest, params => readWindow(at(params), params));
  respond(connection, protocol.detailRequest, params => readDetail(at(params), params.rows));
  respond(connection, protocol.overviewRequest, params => readOverview(at(params)));
  respond(connection, protocol.locateRequest, params => locate(at(params), params.view, params.row));
  respond(connection, protocol.nextOpenRequest, params => nextOpen(at(params), params.view, params.start));
  respond(connection, review.progressRequest, params => readProgress(at(params), params.view));
  respond(connection, review.agreementRequest, params => readAgreement(at(params)));
  respond(connection, review.checkPlanRequest, params => readCheckPlan(at(params), params.sizes));
  respond(connection, review.mergeRequest, params => planMerge(at(params), params.path));
  respond(connection, review.reviewersRequest, params => readReviewers(at(params)));
  respond(connection, protocol.findingsRequest, params =>
    readFindings(at(params), params.finding, params.start, params.count),
  );
  respond(connection, protocol.explainRequest, ({ row, ...params }, signal) => explain(at(params), row, signal));
  respond(connection, pictureRequest, (params, signal) => readPicture(at(params), params, signal));
  respond(connection, protocol.columnsRequest, params => at(params).table.columns);
  respond(connection, protocol.valuesRequest, ({ column, ...params }) => at(params).table.values(column));
  respond(connection, protocol.rowsRequest, params => readRowNumbers(at(params), params));
  respond(connection, protocol.reportRequest, async params => {
    const document = at(params);
    return document.audit === null ? null : reportData(document.audit, await reviewsOf(document));
  });

  respond(connection, protocol.applyRequest, ({ action, progress, ...params }, signal) =>
    apply(at(params), action, signal, share => {
      if (progress !== undefined) void connection.sendProgress(protocol.applyProgress, progress, share);
    }),
  );
  respond(connection, protocol.draftRequest, params => draft(at(params), params.row, params.kind));
  respond(connection, protocol.decisionsRequest, params => decisionsOf(at(params)));
  respond(connection, protocol.scopeRequest, ({ scope, ...params }, signal) => readScope(at(params), scope, signal));
  respond(connection, protocol.exportRequest, (params, signal) => exportScope(at(params), params, signal));
  respond(connection, training.trainingTargetsRequest, () => trainingTargets());
  respond(connection, training.trainingRequest, (params, signal) =>
    exportTraining(at(params), params, signal, share => {
      void connection.sendProgress(training.trainingProgress, params.progress, share);
    }),
  );
  respond(connection, protocol.recoverRequest, params => recover(at(params)));
  respond(connection, protocol.discardRequest, params => discard(at(params)));
  respond(connection, protocol.saveRequest, (params, signal) => save(at(params), params, signal));
  respond(connection, protocol.revertRequest, params => revert(at(params)));
  respond(connection, protocol.backupRequest, params => backup(at(params), params.path));
  respond(connection, protocol.outsideChangeRequest, params => at(params).dataset.outsideChange());

  respond(connection, protocol.auditRequest, (params, signal) =>
    auditNow(at(params), params, signal, progress => {
      void connection.sendProgress(protocol.auditProgress, params.progress, progress);
    }),
  );
  respond(connection, openAuditRequest, ({ folder, ...params }, signal) => openAudit(at(params), folder, signal));
  respond(connection, protocol.writeReportRequest, params => writeReport(at(params), params.path));
  respond(connection, annotatorsRequest, params => readAnnotators(at(params), params.most));
  respond(connection, planRequest, ({ doc, ...params }) => writePlan(documents.get(doc), { doc, ...params }));
  respond(connection, splitRequest, ({ column, ...params }, signal) => splitLabels(at(params), column, signal));
  respond(connection, problemsRequest, (params, signal) => readProblems(params, signal));
  serveRefits(connection, documents);
  serveModels(connection);
  respond(connection, mapping.mappingSamplesRequest, (params, signal) => readMappingSamples(params, signal));
  respond(connection, mapping.mapPreviewRequest, (params, signal) => readMapPreview(params, signal));
  respond(connection, importVotesRequest, (params, signal) => importVotes(at(params), params, signal));
  respond(connection, forgetImportedRequest, params => forgetImported(at(params)));
  respond(connection, comparePrinciplesRequest, (params, signal) => comparePrinciples(at(params), params, signal));
  serveLanguageModels(connection, documents);
  servePrinciples(connection, documents);
  respond(connection, protocol.doctorRequest, ({ modelsFolder }, signal) => doctor(modelsFolder, signal));
  respond(connection, protocol.crashRequest, () => process.kill(process.pid, 'SIGKILL') && null);
}
