import type { ReactNode } from 'react'
import { Redirect, useLocation, useSearch, useSearchParams } from 'wouter'

type Filters = Record<string, string>

// Of this tab only: yesterday's filter would hide today's orders.
const keyOfPage = () => `tandem-filters-${location.pathname.replace(/\/$/, '')}`

/** What a list is narrowed by: it stands in the address, and is there again on coming back. */
export function useFilters() {
  const [params, setParams] = useSearchParams()
  const keep = (filters: Filters, how: { replace: boolean }) => {
    const next = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ''))
    sessionStorage.setItem(keyOfPage(), next.toString())
    setParams(next, how)
  }
  const known: Filters = Object.fromEntries(params)
  return {
    filters: known,
    set: (changes: Filters) => keep({ ...known, ...changes }, { replace: true }),
    clear: () => keep({}, { replace: true }),
    /** Another view of the page: a step one can go back from. */
    show: (filters: Filters) => keep(filters, { replace: false }),
  }
}

/** A page that opens as it was left: its filters come back with it. */
export function Remembered({ children }: { children: ReactNode }) {
  const search = useSearch()
  const [address] = useLocation()
  const kept = sessionStorage.getItem(keyOfPage())
  if (search === '' && kept) return <Redirect to={`${address}?${kept}`} replace />
  return children
}
