import { useQuery } from '@tanstack/react-query'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { useWords } from '../kit/language.ts'
import { Card, Skeleton } from '../kit/Parts.tsx'
import { BalanceCard, HowToPay } from './BalanceCard.tsx'
import { words } from './debt-words.ts'
import { PromiseForm } from './PromiseForm.tsx'

type Props = { distributor: string; outletId: string }

/** What is owed per contract, how to pay, and a promise for what is overdue. */
export function Balances({ distributor, outletId }: Props) {
  const t = useWords(words)
  const balances = useQuery({
    queryKey: ['balances', distributor, outletId],
    queryFn: () => call.accounts.balances({ distributor, outletId }),
  })
  if (balances.error) return <Failed error={balances.error} retry={balances.refetch} />
  if (!balances.data) return <Skeleton rows={2} />
  const { today, promiseUntil: until } = balances.data
  return (
    <Card className="space-y-4">
      <h2 className="font-semibold">{t.balances}</h2>
      {balances.data.balances.map((balance) => (
        <div key={balance.contractId} className="space-y-2">
          <BalanceCard balance={balance} />
          {balance.debtMinor + balance.shippedMinor > 0 && <HowToPay balance={balance} />}
          {balance.overdueMinor > 0 && balance.promise?.state !== 'open' && (
            <PromiseForm
              {...{ distributor, outletId, orderId: null, balance, today, until }}
              owedMinor={balance.overdueMinor}
            />
          )}
        </div>
      ))}
    </Card>
  )
}
