import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, Redirect } from 'wouter'
import { call } from '../call.ts'
import { Failed } from '../Failed.tsx'
import { useWords } from '../kit/language.ts'
import { Empty, Skeleton } from '../kit/Parts.tsx'
import { SearchBox } from '../kit/SearchBox.tsx'
import { useTitle } from '../kit/title.ts'
import { words } from '../order/order-page-words.ts'
import { LanguageSwitch } from '../signin/LanguageSwitch.tsx'
import { can, usePlace } from '../signin/me.tsx'

const more = {
  find: { uk: 'Знайти точку', en: 'Find an outlet', ru: 'Найти точку' },
  noneHow: {
    uk: 'Спробуйте іншу назву чи вулицю.',
    en: 'Try another name or street.',
    ru: 'Попробуйте другое название или улицу.',
  },
  none: { uk: 'Точок не знайдено', en: 'No outlets found', ru: 'Точек не найдено' },
}

/** My outlets at all my distributors; the only one opens by itself. */
export function OutletsPage() {
  const t = useWords(words)
  const m = useWords(more)
  useTitle(t.outlets)
  const { me } = usePlace()
  const [search, setSearch] = useState('')
  const tenants = me.tenants.filter((tenant) => can(tenant, 'order.place'))
  const lists = useQueries({
    queries: tenants.map((tenant) => ({
      queryKey: ['outlets', tenant.code, search],
      queryFn: () =>
        call.outlets.list({ distributor: tenant.code, limit: 100, ...(search ? { search } : {}) }),
    })),
  })
  const rows = lists.flatMap((list, i) =>
    (list.data?.outlets ?? []).map((outlet) => ({ outlet, tenant: tenants[i] })),
  )
  const loading = lists.some((list) => list.isPending)
  const failed = lists.find((list) => list.error)
  const [only] = rows
  if (!loading && !failed && rows.length === 1 && !search && only?.tenant) {
    return <Redirect to={`/${only.tenant.code}/${only.outlet.id}`} />
  }
  return (
    <main className="mx-auto max-w-2xl space-y-4 px-4 py-6">
      <div className="flex items-center justify-between">
        <h1 className="text-xl font-bold">{t.outlets}</h1>
        <LanguageSwitch />
      </div>
      <SearchBox label={m.find} clearLabel={t.clearSearch} value={search} onSearch={setSearch} />
      {loading && <Skeleton />}
      {failed && <Failed error={failed.error} retry={failed.refetch} />}
      {!loading && !failed && rows.length === 0 && <Empty title={m.none}>{m.noneHow}</Empty>}
      <ul className="space-y-2">
        {rows.map(({ outlet, tenant }) => (
          <li key={outlet.id}>
            <Link
              href={`/${tenant?.code}/${outlet.id}`}
              className="block rounded-card border border-line bg-card p-4 hover:border-accent"
            >
              <span className="block font-semibold">{outlet.name}</span>
              <span className="block text-sm text-soft">
                {outlet.city}, {outlet.address}
              </span>
              <span className="block text-xs text-faint">{tenant?.name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </main>
  )
}
