import { randomUUID } from 'node:crypto'
import { startTandem } from '../../../test/running.ts'
import { signInBy } from '../../../test/security/sign-in.ts'
import { insertRows, type Row } from '../../demo/load-queries.ts'
import { type HabitTown, startHabitTown } from '../rollout/cue/test-habit.ts'

export type LaunchTown = Awaited<ReturnType<typeof startLaunchTown>>

/** A running Tandem over a town whose launch runs, asked by its people over HTTP. */
export async function startLaunchTown() {
  const town = await startHabitTown()
  const tandem = await startTandem(town.database)
  const [admin, supervisor, agent] = await Promise.all(
    [3, 4, 2].map((nth) => signInBy(tandem.url, town.town.phones[nth] ?? '')),
  )
  const cookies = { admin: admin?.cookie, supervisor: supervisor?.cookie, agent: agent?.cookie }
  const ask = async (call: string, request: object = {}, as: keyof typeof cookies = 'admin') => {
    const reply = await fetch(`${tandem.url}/rpc/${call.replace('.', '/')}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-tandem-request': '1',
        cookie: cookies[as] ?? '',
      },
      body: JSON.stringify({ json: { distributor: town.town.tenant.code, ...request } }),
    })
    return { status: reply.status, said: ((await reply.json()) as { json: unknown }).json }
  }
  return {
    ...town,
    tandem,
    cookies,
    ask,
    /** What a call answers that is answered at all. */
    told: async <T>(call: string, request: object = {}) => {
      const { status, said } = await ask(call, request)
      if (status !== 200) throw new Error(`${call}: ${status} ${JSON.stringify(said)}`)
      return said as T
    },
    stop: async () => {
      await tandem.stop()
      await town.stop()
    },
  }
}

/** Puts an outlet on a step of the ladder, with the days on which it reached each. */
export const putStep = (
  { writing, town }: Pick<HabitTown, 'writing' | 'town'>,
  outletId: string,
  step: string,
  reached: Record<string, string>,
) =>
  writing((tx) =>
    tx
      .updateTable('rollout.ladder')
      .set({ step, reached: JSON.stringify(reached) })
      .where('distributor_id', '=', town.tenant.id)
      .where('outlet_id', '=', outletId)
      .execute(),
  )

/** Writes down that somebody spoke with an outlet. */
export const putContact = (
  { writing, town }: Pick<HabitTown, 'writing' | 'town'>,
  said: { outletId: string; outcome: string; at: string; callBackAt?: string; by?: string },
) =>
  writing((tx) => {
    const row: Row = {
      ...{ distributor_id: town.tenant.id, id: randomUUID(), outlet_id: said.outletId },
      ...{ kind: 'presentation', place: 'desk', outcome: said.outcome },
      ...{ call_back_at: said.callBackAt ?? null, by_person: said.by ?? town.ids.adminPerson },
      ...{ by_name: 'Оксана', started_at: said.at, ended_at: said.at },
    }
    return insertRows(tx, 'rollout.contact', [row])
  })
