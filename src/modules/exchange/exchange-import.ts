import { BY_PROGRAM } from '../../platform/audit-queries.ts'
import { type Pools, readTenant, writeTenant } from '../../platform/db.ts'
import { LIMITS } from '../../platform/limits.ts'
import type { Machine } from '../identity/identity.ts'
import {
  contentKey,
  markImported,
  type Session,
  type SessionFile,
  sessionFiles,
} from './exchange-session.ts'
import { FEED } from './feed.ts'
import { type Folders, importUpload } from './import-upload.ts'
import { keepUpload } from './kept-uploads.ts'
import { failSilent, runOfSession, type SessionRun } from './run-queries.ts'

/** What an open exchange is answered: in the words of its protocol, then for people. */
export type Answer = ['success' | 'progress' | 'failure', ...string[]]

const PATIENCE_MS = 18_000
const LOOK_MS = 500

const running = new Map<string, Promise<unknown>>()

type Asked = {
  pools: Pools
  folders: Folders
  machine: Machine
  session: Session
  /** As the log of the protocol names the session. */
  sessionId: string
  /** Everything that was not sent is gone: the exchange says that it told all. */
  whole: boolean
}

/**
 * Imports all that the session has sent so far, as one upload. The same content is imported once,
 * however often it is asked for; a long import is told as progress, and asked for again.
 */
export async function importSession(asked: Asked, fileName: string | null): Promise<Answer> {
  const { session, whole } = asked
  const files = await sessionFiles(session)
  if (files.length === 0) return ['failure', 'No file was sent before the import']
  if (fileName !== null && !knows(files, fileName)) {
    return ['failure', `This file was not sent: ${fileName}`]
  }
  await writeTenant(asked.pools.app, asked.machine.distributorId, (tx) =>
    failSilent(tx, asked.machine.distributorId, LIMITS.runSilentSeconds),
  )
  const key = `${contentKey(session, files)}${whole ? ':whole' : ''}`
  const known = await stateOf(asked, key)
  const again = known === null || known.status === 'failed'
  if (again && !running.has(key)) start(asked, key, files)
  await patience(key)
  return answered(asked, key)
}

// What is inside an archive is known only when it is opened.
const knows = (files: readonly SessionFile[], name: string) =>
  files.some((file) => file.name === name || /\.zip$/i.test(file.name))

function start(asked: Asked, key: string, files: SessionFile[]): void {
  const done = importFiles(asked, key, files).finally(() => running.delete(key))
  running.set(key, done)
  // Its run tells what went wrong; nobody may be waiting here any more.
  done.catch(() => undefined)
}

async function importFiles(asked: Asked, key: string, files: SessionFile[]): Promise<void> {
  const { pools, folders, machine, session, whole } = asked
  const { distributorId, currency, feedId } = machine
  const upload = await keepUpload(pools, folders.exchangeFolder, {
    distributorId,
    feed: FEED,
    receivedBy: 'ERP',
    places: files.map(({ name, path }) => ({ name, path })),
  })
  await markImported(session, files)
  await importUpload(pools, {
    tenant: { id: distributorId, currency },
    folders,
    upload,
    source: files.map(({ name }) => name).join(', '),
    startedBy: 'ERP',
    dryRun: false,
    approved: false,
    whole,
    sessionKey: key,
    sessionId: asked.sessionId,
    ...(feedId && { came: { feedId } }),
    by: { ...BY_PROGRAM, actorKind: 'machine', actorId: machine.keyId },
  })
}

async function patience(key: string): Promise<void> {
  const work = running.get(key)
  if (!work) return
  let timer: ReturnType<typeof setTimeout> | undefined
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS)
  })
  await Promise.race([work.catch(() => undefined), enough])
  clearTimeout(timer)
}

const stateOf = ({ pools, machine }: Asked, key: string): Promise<SessionRun | null> =>
  readTenant(pools.app, machine.distributorId, (db) => runOfSession(db, machine.distributorId, key))

// Another process may run it: then the run itself is looked at until the patience ends.
async function answered(asked: Asked, key: string): Promise<Answer> {
  const until = performance.now() + (running.has(key) ? 0 : PATIENCE_MS)
  for (;;) {
    const run = await stateOf(asked, key)
    const busy = running.has(key) || run?.status === 'running'
    if (!busy) return run ? answerOf(run) : ['failure', 'The import did not begin']
    if (performance.now() > until) return ['progress', progressText(run)]
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

function answerOf(run: SessionRun): Answer {
  const { refusal } = run
  if (run.status === 'refused' || run.status === 'failed') {
    const { file = '', line = '', code = '', detail = '' } = refusal ?? {}
    return ['failure', `${file}:${line}: ${code} ${detail}`]
  }
  if (run.status === 'waiting_approval') {
    const { going, of } = refusal ?? {}
    return ['success', `Waits for approval in Tandem: ${going} of ${of} items would be hidden`]
  }
  const { written = 0, unchanged = 0, oddities = 0 } = run.counts
  return ['success', `written ${written}, unchanged ${unchanged}, oddities ${oddities}`]
}

function progressText(run: SessionRun | null): string {
  const { step = '', file = '', rows = '' } = run?.progress ?? {}
  return [step, file, rows].filter((part) => part !== '').join(' ') || 'reading'
}
