import { type Db, prepared, type Tx } from '../../../platform/db.ts'

export type PromiseRow = {
  id: string
  words: string
  untilDay: string
  signedName: string
  signedAt: string
  brokenAt: string | null
  brokenWords: string | null
}

/** The promises of the programme that runs; the broken ones first, for nobody should miss them. */
export const promisesOf = (db: Db, distributorId: string, programmeId: string) =>
  prepared<PromiseRow>(db, {
    name: 'covenant_promises',
    text: `select id, words, until_day as "untilDay", signed_name as "signedName",
        signed_at as "signedAt", broken_at as "brokenAt", broken_words as "brokenWords"
      from rollout.promise where distributor_id = $1 and programme_id = $2
      order by broken_at is null, until_day, id`,
    values: [distributorId, programmeId],
  })

export const insertPromise = (
  tx: Tx,
  promise: {
    distributorId: string
    id: string
    programmeId: string
    words: string
    untilDay: string
    signedBy: string
    signedName: string
  },
) =>
  prepared(tx, {
    name: 'sign_promise',
    text: `insert into rollout.promise (distributor_id, id, programme_id, words, until_day, signed_by,
        signed_name) values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (distributor_id, id) do nothing`,
    values: [
      ...[promise.distributorId, promise.id, promise.programmeId, promise.words],
      ...[promise.untilDay, promise.signedBy, promise.signedName],
    ],
  })

/** Says openly that a promise was broken; what was said once stands. */
export const breakPromise = async (
  tx: Tx,
  broken: { distributorId: string; id: string; words: string; brokenBy: string },
): Promise<boolean> =>
  (
    await prepared(tx, {
      name: 'break_promise',
      text: `update rollout.promise set broken_at = platform.now(), broken_by = $4, broken_words = $3
        where distributor_id = $1 and id = $2 and broken_at is null returning id`,
      values: [broken.distributorId, broken.id, broken.words, broken.brokenBy],
    })
  ).length > 0

export type QuestionRow = {
  id: string
  askedName: string
  words: string
  askedAt: string
  answer: string | null
  answeredName: string | null
  answeredAt: string | null
}

export const questionsOf = (db: Db, distributorId: string, programmeId: string) =>
  prepared<QuestionRow>(db, {
    name: 'covenant_questions',
    text: `select id, asked_name as "askedName", words, asked_at as "askedAt", answer,
        answered_name as "answeredName", answered_at as "answeredAt"
      from rollout.question where distributor_id = $1 and programme_id = $2
      order by answer is not null, asked_at desc limit 200`,
    values: [distributorId, programmeId],
  })

export const insertQuestion = (
  tx: Tx,
  question: {
    distributorId: string
    id: string
    programmeId: string
    words: string
    askedBy: string
    askedName: string
  },
) =>
  prepared(tx, {
    name: 'ask_question',
    text: `insert into rollout.question (distributor_id, id, programme_id, words, asked_by, asked_name)
      values ($1, $2, $3, $4, $5, $6) on conflict (distributor_id, id) do nothing`,
    values: [
      ...[question.distributorId, question.id, question.programmeId, question.words],
      ...[question.askedBy, question.askedName],
    ],
  })

export const answerQuestion = async (
  tx: Tx,
  answer: {
    distributorId: string
    id: string
    words: string
    answeredBy: string
    answeredName: string
  },
): Promise<boolean> =>
  (
    await prepared(tx, {
      name: 'answer_question',
      text: `update rollout.question set answer = $3, answered_by = $4, answered_name = $5,
          answered_at = platform.now()
        where distributor_id = $1 and id = $2 returning id`,
      values: [
        answer.distributorId,
        answer.id,
        answer.words,
        answer.answeredBy,
        answer.answeredName,
      ],
    })
  ).length > 0

export const insertUnderstanding = (
  tx: Tx,
  checked: {
    distributorId: string
    programmeId: string
    personId: string
    personName: string
    waveNumber: number
    rightAnswers: number
  },
) =>
  prepared(tx, {
    name: 'put_understanding',
    text: `insert into rollout.understanding (distributor_id, programme_id, person_id, person_name,
        wave_number, right_answers) values ($1, $2, $3, $4, $5, $6)`,
    values: [
      ...[checked.distributorId, checked.programmeId, checked.personId, checked.personName],
      ...[checked.waveNumber, checked.rightAnswers],
    ],
  })

export type UnderstandingRow = {
  personId: string
  name: string
  waveNumber: number
  best: number
  tries: number
}

/** How each person did in the check of each wave. */
export const understandingsOf = (db: Db, distributorId: string, programmeId: string) =>
  prepared<UnderstandingRow>(db, {
    name: 'understandings',
    text: `select person_id as "personId", max(person_name) as name, wave_number as "waveNumber",
        max(right_answers)::int as best, count(*)::int as tries
      from rollout.understanding where distributor_id = $1 and programme_id = $2
      group by person_id, wave_number order by max(person_name), wave_number`,
    values: [distributorId, programmeId],
  })
