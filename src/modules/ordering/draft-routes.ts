import type { Pools } from '../../platform/db.ts'
import { servePublic, serveTenant } from '../../platform/serve.ts'
import { draftCall, makeDraftCall } from './draft-contract.ts'
import { draftFor, type LinkOptions, placeDraft, showDraft } from './drafts.ts'
import { placeDraftCall } from './place-contract.ts'

/** Drafts that wait behind a signed link. */
export const draftRoutes = (options: LinkOptions & { pools: Pools }) => ({
  makeDraft: serveTenant(makeDraftCall, (member, request) => draftFor(options, member, request)),
  draft: servePublic(draftCall, (asking, { token }) => showDraft(options, asking, token)),
  placeDraft: servePublic(placeDraftCall, (asking, request) =>
    placeDraft(options, asking, request),
  ),
})
