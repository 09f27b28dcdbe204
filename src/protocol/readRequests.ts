import { reportRequest } from './auditing.ts';
import { columnsRequest, valuesRequest } from './columns.ts';
import { explainRequest } from './explaining.ts';
import { overviewRequest } from './overview.ts';
import { detailRequest, locateRequest, nextOpenRequest, rowsRequest, windowRequest } from './reading.ts';

/** Methods of the requests that a page may send; the host passes them on unopened. */
export const readRequests: readonly string[] = [
  windowRequest.method,
  detailRequest.method,
  overviewRequest.method,
  locateRequest.method,
  nextOpenRequest.method,
  reportRequest.method,
  explainRequest.method,
  columnsRequest.method,
  valuesRequest.method,
  rowsRequest.method,
];
