import { useQuery } from '@tanstack/react-query'
import type { Queued } from '../../../src/modules/rollout/contract.ts'
import { call } from '../../call.ts'
import { useLanguage } from '../../kit/language.ts'

/** What the distributor says on a step, in the language of the screen. */
export function useScript(distributor: string, kind: Queued['kind']) {
  const { language } = useLanguage()
  const scripts = useQuery({
    queryKey: ['scripts', distributor, language],
    queryFn: () => call.rollout.scripts({ distributor, language }),
    staleTime: 60_000,
  })
  return scripts.data?.scripts.find((script) => script.kind === kind)
}
