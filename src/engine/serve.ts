import type { MessageConnection } from 'vscode-jsonrpc/node';
import { reportData } from '../audit/reportData.ts';
import { annotatorsRequest } from '../protocol/annotators.ts';
import { planRequest } from '../protocol/asking.ts';
import { openAuditRequest } from '../protocol/auditFolder.ts';
import {
  auditProgress,
  auditRequest,
  findingsRequest,
  reportRequest,
  writeReportRequest,
} from '../protocol/auditing.ts';
import { changedNotification } from '../protocol/changed.ts';
import { columnsRequest, valuesRequest } from '../protocol/columns.ts';
import { comparePrinciplesRequest } from '../protocol/compare.ts';
import { applyProgress, applyRequest, draftRequest } from '../protocol/deciding.ts';
import { crashRequest, doctorRequest } from '../protocol/engine.ts';
import { explainRequest } from '../protocol/explaining.ts';
import { forgetImportedRequest, importVotesRequest } from '../protocol/importVotes.ts';
import * as mapping from '../protocol/mapping.ts';
import type { OnDocument } from '../protocol/onDocument.ts';
import { closeRequest, decisionsRequest, openRequest, revertRequest } from '../protocol/opening.ts';
import { overviewRequest } from '../protocol/overview.ts';
import { pictureRequest } from '../protocol/pictures.ts';
import { problemsRequest } from '../protocol/problems.ts';
import { detailRequest, locateRequest, nextOpenRequest, rowsRequest, windowRequest } from '../protocol/reading.ts';
import { backupRequest, discardRequest, recoverRequest } from '../protocol/recovery.ts';
import * as review from '../protocol/review.ts';
import { outsideChangeRequest, saveRequest } from '../protocol/saving.ts';
import { exportRequest, scopeRequest } from '../protocol/scopes.ts';
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
  const at = ({ doc }: OnDocument): OpenDocument => documents.get(doc);

  respond(connection, openRequest, async (params, signal) => {
    await documents.close(params.doc, { keep: true });
    const around = {
      notify: (rows: readonly number[] | null) =>
        void connection.sendNotification(changedNotification, { doc: params.doc, rows }),
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
  respond(connection, closeRequest, async params => {
    await documents.close(params.doc, { keep: params.keepJournal });
    return null;
  });

  respond(connection, windowRequest, params => readWindow(at(params), params));
  respond(connection, detailRequest, params => readDetail(at(params), params.rows));
  respond(connection, overviewRequest, params => readOverview(at(params)));
  respond(connection, locateRequest, params => locate(at(params), params.view, params.row));
  respond(connection, nextOpenRequest, params => nextOpen(at(params), params.view, params.start));
  respond(connection, review.progressRequest, params => readProgress(at(params), params.view));
  respond(connection, review.agreementRequest, params => readAgreement(at(params)));
  respond(connection, review.checkPlanRequest, params => readCheckPlan(at(params), params.sizes));
  respond(connection, review.mergeRequest, params => planMerge(at(params), params.path));
  respond(connection, review.reviewersRequest, params => readReviewers(at(params)));
  respond(connection, findingsRequest, params => readFindings(at(params), params.finding, params.start, params.count));
  respond(connection, explainRequest, ({ row, ...params }, signal) => explain(at(params), row, signal));
  respond(connection, pictureRequest, (params, signal) => readPicture(at(params), params, signal));
  respond(connection, columnsRequest, params => at(params).table.columns);
  respond(connection, valuesRequest, ({ column, ...params }) => at(params).table.values(column));
  respond(connection, rowsRequest, params => readRowNumbers(at(params), params));
  respond(connection, reportRequest, async params => {
    const document = at(params);
    return document.audit === null ? null : reportData(document.audit, await reviewsOf(document));
  });

  respond(connection, applyRequest, ({ action, progress, ...params }, signal) =>
    apply(at(params), action, signal, share => {
      if (progress !== undefined) void connection.sendProgress(applyProgress, progress, share);
    }),
  );
  respond(connection, draftRequest, params => draft(at(params), params.row, params.kind));
  respond(connection, decisionsRequest, params => decisionsOf(at(params)));
  respond(connection, scopeRequest, ({ scope, ...params }, signal) => readScope(at(params), scope, signal));
  respond(connection, exportRequest, (params, signal) => exportScope(at(params), params, signal));
  respond(connection, training.trainingTargetsRequest, () => trainingTargets());
  respond(connection, training.trainingRequest, (params, signal) =>
    exportTraining(at(params), params, signal, share => {
      void connection.sendProgress(training.trainingProgress, params.progress, share);
    }),
  );
  respond(connection, recoverRequest, params => recover(at(params)));
  respond(connection, discardRequest, params => discard(at(params)));
  respond(connection, saveRequest, (params, signal) => save(at(params), params, signal));
  respond(connection, revertRequest, params => revert(at(params)));
  respond(connection, backupRequest, params => backup(at(params), params.path));
  respond(connection, outsideChangeRequest, params => at(params).dataset.outsideChange());

  respond(connection, auditRequest, (params, signal) =>
    auditNow(at(params), params, signal, progress => {
      void connection.sendProgress(auditProgress, params.progress, progress);
    }),
  );
  respond(connection, openAuditRequest, ({ folder, ...params }, signal) => openAudit(at(params), folder, signal));
  respond(connection, writeReportRequest, params => writeReport(at(params), params.path));
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
  respond(connection, doctorRequest, ({ modelsFolder }, signal) => doctor(modelsFolder, signal));
  respond(connection, crashRequest, () => process.kill(process.pid, 'SIGKILL') && null);
}
