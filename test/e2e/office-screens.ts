import type { Page } from 'playwright-core'
import { DESK_SCREENS } from './desk-screens.ts'
import { type Screen, screenOf } from './visit.ts'

const OFFICE = '/office/:code'
const OUTLET = `${OFFICE}/o/:outletId`

const press = (name: string | RegExp) => (page: Page) =>
  page.getByRole('button', { name }).first().click()
const call = `${OFFICE}/entry/:outletId?`
const noId = { of: { outletId: '' } }

/** The screens of the office, in the order of its routes. */
export const OFFICE_SCREENS: Screen[] = [
  screenOf('admin', 'start', '/office', 'Замовлення'),
  screenOf('admin', 'orders', OFFICE, /TD-\d+/),
  screenOf('admin', 'orders that wait', `${OFFICE}?status=on_hold`, /TD-\d+/),
  screenOf('admin', 'no such orders', `${OFFICE}?q=щщщщщ`, 'Нічого не знайдено'),
  screenOf('newAdmin', 'no orders', OFFICE, 'Замовлень ще немає'),
  screenOf('operator', 'orders', OFFICE, /TD-\d+/),
  screenOf('admin', 'order', `${OFFICE}/orders/:orderId`, 'Хід замовлення'),
  screenOf('admin', 'order that waits', `${OFFICE}/orders/:orderId`, 'Відпустити', {
    of: { orderId: 'heldOrder' },
  }),
  screenOf('admin', 'no such order', `${OFFICE}/orders/:orderId`, 'Такого запису немає', {
    of: { orderId: 'nobody' },
    refused: /40[0-9]/,
  }),
  screenOf('admin', 'link that was cut', `${OFFICE}/orders/:orderId`, 'За цим посиланням нічого', {
    of: { orderId: 'cut' },
    refused: /400/,
  }),
  screenOf('operator', 'who calls', call, 'Хто дзвонить?', noId),
  screenOf('operator', 'found who calls', call, 'Хто дзвонить?', {
    ...noId,
    act: async (page) => {
      await page.getByTestId('caller').fill('а')
      await page.getByRole('option').first().waitFor()
    },
  }),
  screenOf('operator', 'nobody calls', call, 'Хто дзвонить?', {
    ...noId,
    act: async (page) => {
      await page.getByTestId('caller').fill('щщщщ')
      await page.getByText('Нікого не знайдено').waitFor()
    },
  }),
  screenOf('operator', 'call', call, 'Введіть перший товар'),
  screenOf('operator', 'call with a line', call, 'Товар: назва', { act: typeLine }),
  screenOf('operator', 'call of nobody', call, 'Такого запису немає', {
    of: { outletId: 'nobody' },
    refused: /40[0-9]/,
  }),
  screenOf('admin', 'outlets', `${OFFICE}/outlets`, 'M00001'),
  screenOf('admin', 'no such outlets', `${OFFICE}/outlets?q=щщщщ`, 'Нічого не знайдено'),
  screenOf('admin', 'outlet', OUTLET, 'Замовити за точку'),
  screenOf('admin', 'catalogue', `${OUTLET}/catalogue`, '₴'),
  screenOf('admin', 'product of an outlet', `${OUTLET}/product/:productId`, 'Термін придатності'),
  screenOf('admin', 'cart', `${OUTLET}/cart`, 'Кошик порожній'),
  screenOf('admin', 'documents', `${OUTLET}/documents`, 'Накладні'),
  screenOf('admin', 'orders of an outlet', `${OUTLET}/orders`, /TD-\d+/),
  screenOf('admin', 'order of an outlet', `${OUTLET}/orders/:orderId`, 'Хід замовлення'),
  screenOf('admin', 'products', `${OFFICE}/products`, 'Молоко'),
  screenOf('admin', 'no such products', `${OFFICE}/products?q=щщщщ`, 'Жоден товар не підходить'),
  screenOf('admin', 'product', `${OFFICE}/products/:productId`, 'Молоко'),
  screenOf('admin', 'categories', `${OFFICE}/products/categories`, 'Потрібна ліцензія'),
  screenOf('admin', 'map', `${OFFICE}/map`, 'Покриття'),
  screenOf('dispatcher', 'zones', `${OFFICE}/zones`, 'Вихідні для всіх зон'),
  screenOf('dispatcher', 'rules of a zone', `${OFFICE}/zones`, 'Вихідні для всіх зон', {
    act: async (page) => {
      await press(/^Правила зони/)(page)
      await page.getByTestId('preview').locator('li').first().waitFor()
    },
  }),
  screenOf('dispatcher', 'an exception', `${OFFICE}/zones`, 'Вихідні для всіх зон', {
    act: press('Додати виняток'),
  }),
  screenOf('newAdmin', 'zones of a new one', `${OFFICE}/zones`, 'Вихідні для всіх зон'),
  screenOf('admin', 'fit', `${OFFICE}/fit`, 'Готовність порталу'),
  screenOf('newAdmin', 'fit before the first check', `${OFFICE}/fit`, 'ще не перевірено'),
  screenOf('admin', 'what to mend', `${OFFICE}/fit?view=mend`, 'Хто виправляє'),
  screenOf('admin', 'days by history', `${OFFICE}/fit?view=days`, 'Дні доставки'),
  screenOf('admin', 'matches', `${OFFICE}/fit?view=matches`, 'Схоже, одна точка'),
  screenOf('admin', 'fit of an outlet', `${OFFICE}/fit/:outletId`, 'Відкрити точку'),
  ...DESK_SCREENS,
  screenOf('owner', 'launch', `${OFFICE}/launch`, 'Регулярних точок'),
  screenOf('owner', 'launch: what leaks', `${OFFICE}/launch`, 'Де втрачаємо найбільше', {
    act: async (page) => {
      await press(/^Точки, які не пройшли/)(page)
      await page.getByTestId('leak-outlets').locator('li').first().waitFor()
    },
  }),
  screenOf('owner', 'launch: report', `${OFFICE}/launch?view=report`, 'Воронка за хвилями'),
  screenOf('newAdmin', 'launch: no report', `${OFFICE}/launch?view=report`, 'Звіту ще немає'),
  screenOf('owner', 'launch: five lines', `${OFFICE}/launch?view=report`, 'П’ять рядків зранку', {
    act: (page) => page.getByLabel('Додати людину').selectOption({ index: 1 }),
  }),
  screenOf('owner', 'launch: where to help', `${OFFICE}/launch?view=help`, 'Точки, яким допомогти'),
  screenOf('newAdmin', 'launch: nobody to help', `${OFFICE}/launch?view=help`, 'Запуску ще немає'),
  screenOf('admin', 'readiness', `${OFFICE}/launch?view=readiness`, 'рівний ритм'),
  screenOf('owner', 'covenant', `${OFFICE}/launch?view=covenant`, 'Що обіцяв власник'),
  screenOf(
    'owner',
    'launch played forward',
    `${OFFICE}/launch?view=forward&outlets=120&weeks=12&hours=10`,
    'Закріпились',
  ),
  screenOf('owner', 'habits', `${OFFICE}/launch?view=habit`, 'Звичка точок'),
  screenOf('owner', 'benefit', `${OFFICE}/launch?view=benefit`, 'Обіцяно'),
  screenOf('owner', 'the benefit is changed', `${OFFICE}/launch?view=benefit`, 'Обіцяно', {
    act: async (page) => {
      await page.getByRole('button', { name: 'Змінити' }).last().click()
      await page.locator('dialog[open]').waitFor()
    },
  }),
  screenOf('newAdmin', 'no benefit', `${OFFICE}/launch?view=benefit`, 'Вигоди ще немає'),
  screenOf('owner', 'the launch is changed', `${OFFICE}/launch`, 'Регулярних точок', {
    act: async (page) => {
      await press('Змінити')(page)
      await page.getByLabel('Назва').waitFor()
    },
  }),
  screenOf('newAdmin', 'no launch', `${OFFICE}/launch`, 'Запуску ще немає'),
  screenOf('owner', 'a wave is put together', `${OFFICE}/launch/compile`, 'Що проти'),
  screenOf('admin', 'outlets behind the laws', `${OFFICE}/launch/gauge`, 'Зверху ті, що втратили'),
  screenOf('admin', 'a wave', `${OFFICE}/launch/waves/:waveId`, 'Третє самостійне'),
  screenOf('admin', 'no such wave', `${OFFICE}/launch/waves/:waveId`, 'Такої хвилі немає', {
    of: { waveId: 'nobody' },
  }),
  screenOf('admin', 'debts', `${OFFICE}/debts`, 'Прострочено:'),
  screenOf('admin', 'no such debts', `${OFFICE}/debts?q=щщщщ`, 'Нікого не знайдено'),
  screenOf('admin', 'orders that are held', `${OFFICE}/debts?view=held`, /TD-\d+/),
  screenOf('newAdmin', 'nothing is held', `${OFFICE}/debts?view=held`, 'Жодне замовлення'),
  screenOf('admin', 'returns', `${OFFICE}/debts?view=returns`, 'пошкоджена упаковка'),
  screenOf('admin', 'licences', `${OFFICE}/debts?view=licences`, 'Стан'),
  screenOf('admin', 'rules of debts', `${OFFICE}/debts?view=setting`, 'обіцяти оплату'),
  screenOf('owner', 'late requests', `${OFFICE}/late`, 'Прохань немає'),
  screenOf('owner', 'exceptions', `${OFFICE}/late?view=exceptions`, 'Винятків не було'),
  screenOf('admin', 'discounts', `${OFFICE}/discounts`, 'Бюджет місяця'),
  screenOf('supervisor', 'discounts of the team', `${OFFICE}/discounts`, 'Бюджет місяця'),
  screenOf('newAdmin', 'no discounts', `${OFFICE}/discounts`, 'Ліміти ще не задано'),
  screenOf('admin', 'limit of a person', `${OFFICE}/discounts`, 'Бюджет місяця', {
    act: press(/^Змінити:/),
  }),
  screenOf('admin', 'discounts given', `${OFFICE}/discounts?view=given`, 'ціна конкурента'),
  screenOf('newAdmin', 'none given', `${OFFICE}/discounts?view=given`, 'Знижок ще не давали'),
  screenOf('admin', 'price leaks', `${OFFICE}/discounts?view=leaks`, 'Разом дешевше на'),
  screenOf('newAdmin', 'no price leaks', `${OFFICE}/discounts?view=leaks`, 'Витоку цін не'),
  screenOf('admin', 'conditions', `${OFFICE}/discounts?view=proposals`, 'Погодити'),
  screenOf('newAdmin', 'no conditions', `${OFFICE}/discounts?view=proposals`, 'Пропозицій немає'),
  screenOf('admin', 'rules of discounts', `${OFFICE}/discounts?view=setting`, 'Понад ліміт'),
  screenOf('supervisor', 'order with a discount', `${OFFICE}/orders/:orderId`, 'зі свого бюджету', {
    of: { orderId: 'unapprovedOrder' },
    act: async (page) => {
      await page.getByText('Чому така ціна').first().click()
      await page.getByText('Знижка вручну').first().waitFor()
    },
  }),
  screenOf('supervisor', 'call with a discount', call, 'Введіть перший товар', {
    act: async (page) => {
      await typeLine(page)
      await page.getByTestId('entry').fill('-5%')
      await page.getByTestId('entry').press('Enter')
      await page.getByTestId('hand-percent').waitFor()
    },
  }),
  screenOf('admin', 'exchange', `${OFFICE}/exchange`, 'Сеанси обміну'),
  screenOf('admin', 'feeds', `${OFFICE}/exchange/feeds`, 'BAS: товари'),
  screenOf('admin', 'a new feed', `${OFFICE}/exchange/feeds`, 'BAS: товари', {
    act: async (page) => {
      await press('Новий потік')(page)
      await page.getByLabel('Як часто').selectOption('week')
      await page.getByLabel('Години через пробіл').fill('08:00 13:30')
    },
  }),
  screenOf('admin', 'a new key', `${OFFICE}/exchange/feeds`, 'BAS: товари', {
    act: async (page) => {
      await press('Видати ключ')(page)
      await page.getByTestId('issued-key').waitFor()
    },
  }),
  screenOf('owner', 'feeds of who may only read', `${OFFICE}/exchange/feeds`, 'BAS: товари'),
  screenOf('newAdmin', 'no feeds', `${OFFICE}/exchange/feeds`, 'Потоків ще немає'),
  screenOf('newAdmin', 'no keys for the API', `${OFFICE}/exchange/keys`, 'Ключів ще немає'),
  screenOf('admin', 'a key for the API', `${OFFICE}/exchange/keys`, 'Ключі API', {
    act: async (page) => {
      await press('Новий ключ')(page)
      await page.getByLabel('Назва').fill('Сайт')
      await page.getByLabel('бачити товари й ціни').check()
      await page.getByRole('button', { name: 'Видати' }).click()
      await page.getByTestId('issued-token').waitFor()
    },
  }),
  screenOf('newAdmin', 'no webhooks', `${OFFICE}/exchange/webhooks`, 'Вебхуків ще немає'),
  screenOf('admin', 'a new webhook', `${OFFICE}/exchange/webhooks`, 'Вебхуки', {
    act: async (page) => {
      await press('Новий вебхук')(page)
      await page.getByLabel('Назва').fill('Сайт')
      await page.getByLabel('Адреса').fill('https://127.0.0.1:1/hooks')
      await page.getByRole('button', { name: 'Зберегти' }).click()
      await page.getByTestId('webhook-secret').waitFor()
    },
  }),
  screenOf('admin', 'webhooks', `${OFFICE}/exchange/webhooks`, 'нове замовлення'),
  screenOf('admin', 'a webhook', `${OFFICE}/exchange/webhooks/:webhookId`, 'Надіслане', {
    act: async (page) => {
      await press('Перевірити')(page)
      await page.getByTestId('deliveries').getByText('немає відповіді').first().waitFor()
      await page.locator('summary').first().click()
    },
  }),
  screenOf('owner', 'a webhook to read', `${OFFICE}/exchange/webhooks/:webhookId`, 'Надіслане'),
  screenOf('admin', 'no such webhook', `${OFFICE}/exchange/webhooks/:webhookId`, 'Такого вебхука', {
    of: { webhookId: 'nobody' },
  }),
  screenOf('admin', 'mends', `${OFFICE}/exchange/mends`, 'міх'),
  screenOf('owner', 'mends to read', `${OFFICE}/exchange/mends?use=unused`, 'міх'),
  screenOf('admin', 'no such mends', `${OFFICE}/exchange/mends?q=щщщщ`, 'Немає виправлень'),
  screenOf('newAdmin', 'no mends', `${OFFICE}/exchange/mends`, 'Виправлень ще немає'),
  screenOf('admin', 'protocol', `${OFFICE}/exchange/log`, 'erp-'),
  screenOf('newAdmin', 'no protocol', `${OFFICE}/exchange/log`, 'Ще ніхто не входив'),
  screenOf('admin', 'a session', `${OFFICE}/exchange/log/:sessionId`, 'checkauth'),
  screenOf('admin', 'no such session', `${OFFICE}/exchange/log/:sessionId`, 'Такого запису немає', {
    of: { sessionId: 'nobody' },
    refused: /40[0-9]/,
  }),
  screenOf('admin', 'tables', `${OFFICE}/exchange/tables`, 'Завантажити таблицю'),
  screenOf('admin', 'a table', `${OFFICE}/exchange/tables/:uploadId`, 'Приклади змін'),
  screenOf(
    'admin',
    'a table of other goods',
    `${OFFICE}/exchange/tables/:uploadId?kind=plans`,
    'Бракує',
  ),
  screenOf('admin', 'no such table', `${OFFICE}/exchange/tables/:uploadId`, 'Такого запису немає', {
    of: { uploadId: 'nobody' },
    refused: /40[0-9]/,
  }),
  screenOf('admin', 'no such run', `${OFFICE}/exchange/:runId`, 'Такого запису немає', {
    of: { runId: 'nobody' },
    refused: /40[0-9]/,
  }),
  screenOf('admin', 'channels of messages', `${OFFICE}/messages?view=reach`, 'Прочитано', {
    act: async (page) => {
      await press('Проба: SMS')(page)
      await page.getByText('Пробне повідомлення пішло').waitFor()
      await press('Проба: Дзвінок оператора')(page)
    },
  }),
  screenOf('admin', 'a gateway of messages', `${OFFICE}/messages?view=reach`, 'Прочитано', {
    act: async (page) => {
      await press('Налаштувати: Viber')(page)
      await page.getByLabel('Надсилає звіти про доставку').check()
    },
  }),
  screenOf('admin', 'mail server of messages', `${OFFICE}/messages?view=reach`, 'Прочитано', {
    act: press('Налаштувати: Електронна пошта'),
  }),
  screenOf('admin', 'messages', `${OFFICE}/messages?topic=test`, 'Перевірка зв’язку'),
  screenOf('admin', 'outbox of messages', `${OFFICE}/messages?view=outbox`, 'Перевірка зв’язку'),
  screenOf('admin', 'rules of messages', `${OFFICE}/messages?view=setting`, 'Порядок каналів'),
  screenOf('newAdmin', 'no messages', `${OFFICE}/messages`, 'Повідомлень немає'),
  screenOf('admin', 'journal', `${OFFICE}/journal`, 'Надано роль'),
  screenOf(
    'admin',
    'nothing in the journal',
    `${OFFICE}/journal?from=2020-01-01&to=2020-01-01`,
    'Немає записів',
  ),
  screenOf('owner', 'orders of the owner', OFFICE, /TD-\d+/),
  screenOf('supervisor', 'orders of the team', OFFICE, /TD-\d+/),
  screenOf('admin', 'me', `${OFFICE}/me`, 'Мої пристрої'),
]

async function typeLine(page: Page): Promise<void> {
  await page.getByTestId('entry').fill('12*молоко')
  await page.getByRole('option').first().waitFor()
  await page.getByTestId('entry').press('Enter')
  await page.getByTestId('entry-lines').getByText('12 шт').waitFor()
  await page.getByTestId('total').locator('visible=true').first().waitFor()
}

/** Routes of the office whose visits are still to come; a new route does not belong here. */
export const AWAITED: string[] = []
