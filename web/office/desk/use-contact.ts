import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Queued } from '../../../src/modules/rollout/contract.ts'
import { call } from '../../call.ts'
import { newId } from '../../order/cart.ts'

export const OUTCOMES = [
  'agreed',
  'ordered',
  'taught',
  'told',
  'call_back',
  'no_answer',
  'refused',
  'unreachable',
] as const
export type Outcome = (typeof OUTCOMES)[number]
export type Objection = 'agent_is_enough' | 'no_time' | 'prices_differ' | 'not_used_to' | 'no_trust'
export type Said = { outcome: Outcome; objection?: Objection; callBackMs?: number; note: string }

const deviceNow = () => performance.timeOrigin + performance.now()
const instant = (ms: number) => new Date(ms).toISOString()

/** What the distributor's clock says now, from what it said when the queue was read. */
export const clockFrom = (said: string, readAt: number) => () =>
  Date.parse(said) + deviceNow() - readAt

type Asked = {
  distributor: string
  outlet: Queued
  /** Which script stands beside the outlet; null: none has come yet. */
  version: string | null
  now: () => number
  done: (id: string) => void
}

/** One contact with one outlet: its minutes run from when it was opened; an id of its own sends it once. */
export function useContact({ distributor, outlet, version, now, done }: Asked) {
  const queries = useQueryClient()
  const [contactId] = useState(newId)
  const [startedMs] = useState(now)
  const log = useMutation({
    mutationFn: ({ outcome, objection, callBackMs, note }: Said) =>
      call.rollout.logContact({
        ...{ distributor, contactId, outcome, note, outletId: outlet.outletId },
        ...{ kind: outlet.kind, place: 'desk', script: version },
        objection: objection ?? null,
        callBackAt: callBackMs ? instant(now() + callBackMs) : null,
        startedAt: instant(startedMs),
        endedAt: instant(Math.max(now(), startedMs)),
      }),
    onSuccess: () => {
      done(contactId)
      void queries.invalidateQueries({ queryKey: ['story'] })
    },
  })
  return { log, startedMs }
}
