import { type Db, prepared, type Tx } from '../../../platform/db.ts'
import type { Language } from '../../../platform/language.ts'
import type { ScriptKind, ScriptTexts } from './script-rules.ts'

export type VersionRow = {
  id: string
  kind: ScriptKind
  number: number
  greeting: string | null
  questions: string[]
  answers: ScriptTexts['answers']
  madeBy: string
  madeName: string
  madeAt: string
}

const COLUMNS = `v.id, v.kind, v.number, v.greeting, v.questions, v.answers, v.made_by as "madeBy",
  v.made_name as "madeName", v.made_at as "madeAt"`

/** The last version of each script in a language; one without words follows the shipped script. */
export const lastVersions = (db: Db, distributorId: string, language: Language) =>
  prepared<VersionRow>(db, {
    name: 'last_script_versions',
    text: `select distinct on (v.kind) ${COLUMNS} from rollout.script_version v
      where v.distributor_id = $1 and v.language = $2 order by v.kind, v.number desc`,
    values: [distributorId, language],
  })

/** All versions of a script, the last first. */
export const versionsOf = (
  db: Db,
  distributorId: string,
  { kind, language }: { kind: ScriptKind; language: Language },
) =>
  prepared<VersionRow>(db, {
    name: 'script_versions',
    text: `select ${COLUMNS} from rollout.script_version v
      where v.distributor_id = $1 and v.kind = $2 and v.language = $3 order by v.number desc limit 200`,
    values: [distributorId, kind, language],
  })

/** How many contacts were spoken by each of these versions. */
export const contactsBy = async (db: Db, distributorId: string, versions: string[]) =>
  new Map(
    (
      await prepared<{ version: string; contacts: number }>(db, {
        name: 'contacts_by_script',
        text: `select script as version, count(*)::int as contacts from rollout.contact
          where distributor_id = $1 and script = any($2::text[]) group by script`,
        values: [distributorId, versions],
      })
    ).map(({ version, contacts }) => [version, contacts]),
  )

export const versionById = async (db: Db, distributorId: string, id: string) =>
  (
    await prepared<VersionRow & { language: Language }>(db, {
      name: 'script_version_by_id',
      text: `select ${COLUMNS}, v.language from rollout.script_version v
        where v.distributor_id = $1 and v.id = $2`,
      values: [distributorId, id],
    })
  )[0]

/** One version of a distributor at a time: each gets a number of its own. */
export const lockScripts = (tx: Tx, distributorId: string) =>
  prepared(tx, {
    name: 'lock_scripts',
    text: `select pg_advisory_xact_lock(hashtextextended('scripts ' || $1, 0))`,
    values: [distributorId],
  })

export type NewVersion = {
  distributorId: string
  id: string
  kind: ScriptKind
  language: Language
  texts: ScriptTexts | null
  madeBy: string
  madeName: string
}

/** Writes the next version; answers its number. */
export const insertVersion = async (tx: Tx, v: NewVersion): Promise<number> =>
  (
    await prepared<{ number: number }>(tx, {
      name: 'insert_script_version',
      text: `insert into rollout.script_version (distributor_id, id, kind, language, number, greeting,
          questions, answers, made_by, made_name)
        select $1, $2, $3, $4, coalesce(max(s.number), 0) + 1, $5, $6, $7, $8, $9
        from rollout.script_version s
        where s.distributor_id = $1 and s.kind = $3 and s.language = $4
        returning number`,
      values: [
        ...[v.distributorId, v.id, v.kind, v.language, v.texts?.greeting ?? null],
        ...[v.texts?.questions ?? [], JSON.stringify(v.texts?.answers ?? {})],
        ...[v.madeBy, v.madeName],
      ],
    })
  )[0]?.number ?? 0
