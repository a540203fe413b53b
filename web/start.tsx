import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, StrictMode, useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import type { Language } from '../src/platform/language.ts'
import { call, refusalOf, signedOut } from './call.ts'
import './kit/kit.css'
import { keepLanguage, keptLanguage, LanguageContext } from './kit/language.ts'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => count < 2 && !refusalOf(error) && !signedOut(error),
    },
    mutations: { retry: false },
  },
})

function Root({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(keptLanguage)
  const value = useMemo(
    () => ({
      language,
      choose: (next: Language) => {
        keepLanguage(next)
        document.documentElement.lang = next
        setLanguage(next)
        // Signed out, only this device remembers it.
        call.identity.setLanguage({ language: next }).catch(() => undefined)
        void queries.invalidateQueries()
      },
    }),
    [language],
  )
  return (
    <LanguageContext.Provider value={value}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </LanguageContext.Provider>
  )
}

/** Puts a screen on the page. */
export function start(screen: ReactNode): void {
  document.documentElement.lang = keptLanguage()
  const root = document.getElementById('root')
  if (!root) throw new Error('the page has no root')
  createRoot(root).render(
    <StrictMode>
      <Root>{screen}</Root>
    </StrictMode>,
  )
}
