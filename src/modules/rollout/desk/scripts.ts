import type { Db, Pool } from '../../../platform/db.ts'
import type { Language } from '../../../platform/language.ts'
import { ok, refuse } from '../../../platform/result.ts'
import { type Member, transactAs } from '../../../platform/serve.ts'
import { OBJECTION_CODES } from './objection-rules.ts'
import {
  contactsBy,
  insertVersion,
  lastVersions,
  lockScripts,
  type VersionRow,
  versionById,
  versionsOf,
} from './script-queries.ts'
import {
  ownVersion,
  SCRIPT_KINDS,
  type ScriptKind,
  type ScriptTexts,
  shippedTexts,
  shippedVersion,
} from './script-rules.ts'

const textsOf = ({ greeting, questions, answers }: VersionRow): ScriptTexts | null =>
  greeting === null ? null : { greeting, questions, answers }

const versionOf = (row: VersionRow, language: Language): string =>
  row.greeting === null ? shippedVersion(row.kind, language) : ownVersion({ ...row, language })

/** What is said on each step: a distributor's own words, or those that are shipped. */
export async function scriptsOf(db: Db, distributorId: string, language: Language) {
  const rows = await lastVersions(db, distributorId, language)
  return SCRIPT_KINDS.map((kind) => {
    const row = rows.find((known) => known.kind === kind)
    const own = row && textsOf(row)
    return own
      ? { kind, version: versionOf(row, language), own: true, ...own }
      : {
          ...{ kind, own: false, version: shippedVersion(kind, language) },
          ...shippedTexts(kind, language),
        }
  })
}

type Which = { kind: ScriptKind; language: Language }

/** How a script came to its words, the last first, and how many contacts were spoken by each. */
export async function scriptHistory(db: Db, distributorId: string, { kind, language }: Which) {
  const rows = await versionsOf(db, distributorId, { kind, language })
  const named = rows.map((row) => ({ ...row, version: versionOf(row, language) }))
  const counts = await contactsBy(
    db,
    distributorId,
    named.map(({ version }) => version),
  )
  return named.map((row) => ({
    ...{ number: row.number, version: row.version, texts: textsOf(row) },
    ...{ madeName: row.madeName, madeAt: row.madeAt },
    contacts: counts.get(row.version) ?? 0,
  }))
}

type Wanted = Which & { scriptId: string; texts: ScriptTexts | null }

/** Other words from now on: a new version; the same words again are none. */
export const putScript = (pool: Pool, member: Member, wanted: Wanted) =>
  transactAs(pool, member, async (tx) => {
    const distributorId = member.tenant.id
    const { kind, language, scriptId: id, texts } = wanted
    await lockScripts(tx, distributorId)
    const known = await versionById(tx, distributorId, id)
    if (known) {
      return isThat(known, wanted)
        ? ok({ version: versionOf(known, language) })
        : refuse({ code: 'script_reused' as const })
    }
    const last = (await lastVersions(tx, distributorId, language)).find((row) => row.kind === kind)
    if (last ? isSame(textsOf(last), texts) : texts === null) {
      return ok({ version: last ? versionOf(last, language) : shippedVersion(kind, language) })
    }
    const by = { madeBy: member.personId, madeName: member.personName }
    const number = await insertVersion(tx, { ...by, distributorId, id, kind, language, texts })
    const version = texts ? ownVersion({ kind, number, language }) : shippedVersion(kind, language)
    return ok({ version })
  })

const isThat = (known: VersionRow & { language: Language }, wanted: Wanted): boolean =>
  known.kind === wanted.kind &&
  known.language === wanted.language &&
  isSame(textsOf(known), wanted.texts)

function isSame(one: ScriptTexts | null, other: ScriptTexts | null): boolean {
  if (!one || !other) return one === other
  const told = ({ greeting, questions, answers }: ScriptTexts) =>
    JSON.stringify([greeting, questions, OBJECTION_CODES.map((code) => answers[code])])
  return told(one) === told(other)
}

/** Whether a contact may say that it was spoken by a version: a shipped one, or one that was made. */
export async function isScript(db: Db, distributorId: string, version: string): Promise<boolean> {
  const own = /^own-(\w+)-(\d+)\.(uk|en|ru)$/.exec(version)
  if (!own) return /^(presentation|first_order|follow_up)-1(\.(uk|en|ru))?$/.test(version)
  const [, kind, number, language] = own
  const which = { kind: kind as ScriptKind, language: language as Language }
  return (await versionsOf(db, distributorId, which)).some(
    (row) => row.number === Number(number) && row.greeting !== null,
  )
}
