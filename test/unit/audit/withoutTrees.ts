import type { AuditModels } from '../../../src/audit/auditModels.ts';

/** The members that need no weights. */
export const everyMember: AuditModels = { installed: [], device: 'cpu', cache: '', without: [] };

/** As `everyMember`, but for the trees: they take most of an audit's time, and see what the style head sees. */
export const withoutTrees: AuditModels = { ...everyMember, without: ['forest', 'boosted'] };
