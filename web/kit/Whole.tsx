import { Component, type ReactNode } from 'react'
import { keptLanguage } from './language.ts'
import { Alert, Button } from './Parts.tsx'

const words = {
  broke: {
    uk: 'Цей екран зламався. Кошик і надіслані замовлення збережено.',
    en: 'This screen broke. The cart and the orders sent are kept.',
    ru: 'Этот экран сломался. Корзина и отправленные заказы сохранены.',
  },
  again: { uk: 'Відкрити знову', en: 'Open it again', ru: 'Открыть снова' },
}

/** What breaks while it is drawn is said, with a way on: React would leave a blank page. */
export class Whole extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError = () => ({ broken: true })

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children
    const language = keptLanguage()
    return (
      <main className="mx-auto max-w-lg space-y-4 p-4 pt-16">
        <h1 className="text-xl font-semibold">Tandem</h1>
        <Alert tone="bad">{words.broke[language]}</Alert>
        <Button look="primary" onClick={() => location.reload()}>
          {words.again[language]}
        </Button>
      </main>
    )
  }
}
