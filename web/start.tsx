import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, StrictMode, useEffect, useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import type { Language } from '../src/platform/language.ts'
import { answeredNo } from './call.ts'
import './kit/kit.css'
import './frame/frame.css'
import { keepLanguage, keptLanguage, LanguageContext, onLanguageElsewhere } from './kit/language.ts'
import { OfflineBar } from './kit/OfflineBar.tsx'
import { Toasts } from './kit/Toasts.tsx'
import { Whole } from './kit/Whole.tsx'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // Offline is told at once: a call that waits for the network would be sent unseen.
      networkMode: 'always',
      retry: (count, error) => count < 2 && !answeredNo(error),
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})

const words = {
  offline: {
    uk: 'Немає мережі. Показуємо останнє, що знаємо; кошик збережено.',
    en: 'No network. This is the last we know; the cart is kept.',
    ru: 'Нет сети. Показываем последнее, что знаем; корзина сохранена.',
  },
}

// What the server said in words was said in the other language.
function speak(language: Language, set: (language: Language) => void): void {
  document.documentElement.lang = language
  set(language)
  void queries.invalidateQueries()
}

function Root({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(keptLanguage)
  const value = useMemo(
    () => ({
      language,
      choose: (next: Language) => {
        if (next === language) return
        keepLanguage(next)
        speak(next, setLanguage)
      },
    }),
    [language],
  )
  useEffect(() => onLanguageElsewhere((next) => speak(next, setLanguage)), [])
  return (
    <LanguageContext.Provider value={value}>
      <QueryClientProvider client={queries}>
        <OfflineBar text={words.offline[language]} />
        <Whole>{children}</Whole>
        <Toasts />
      </QueryClientProvider>
    </LanguageContext.Provider>
  )
}

// A step to another page begins at its top, and a screen reader at its first word.
function beginPages(): void {
  window.addEventListener('pushState', () => {
    window.scrollTo(0, 0)
    requestAnimationFrame(() => {
      const held = document.activeElement
      if (held instanceof HTMLInputElement) return
      document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true })
    })
  })
}

/** Puts a screen on the page. */
export function start(screen: ReactNode): void {
  document.documentElement.lang = keptLanguage()
  beginPages()
  const root = document.getElementById('root')
  if (!root) throw new Error('the page has no root')
  createRoot(root).render(
    <StrictMode>
      <Root>{screen}</Root>
    </StrictMode>,
  )
}
