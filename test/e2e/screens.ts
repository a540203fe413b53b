import type { Page } from 'playwright-core'
import { OFFICE_SCREENS } from './office-screens.ts'
import { type Screen, screenOf } from './visit.ts'

const SHOP = '/shop/:code/:outletId'
const FIELD = '/field/:code'
const OUTLET = `${FIELD}/o/:outletId`

const press = (name: string | RegExp) => (page: Page) =>
  page.getByRole('button', { name }).first().click()
const unknown = { of: { outletId: 'nobody' }, refused: /40[0-9]/ }
/** What a page shows when the server says no to its call. */
const refusing = (as: Screen['as'], name: string, at: string, refuses: string) =>
  screenOf(as, name, at, 'Ваша роль не дозволяє', { refuses })
const noOrder = { of: { orderId: 'nobody' }, refused: /40[0-9]/ }

const SHOP_AND_FIELD: Screen[] = [
  screenOf('guest', 'sign in', '/shop', 'Номер телефону', { refused: /401/ }),
  screenOf('guest', 'code', '/shop', 'Номер телефону', { refused: /401/, act: askCode }),
  screenOf('guest', 'no such draft', '/shop/draft/:token', 'Такого посилання немає', {
    of: { token: 'nobody' },
    refused: /40[0-9]/,
  }),
  screenOf('guest', 'draft', '/shop/draft/:token', 'Замовлення готове'),
  screenOf('guest', 'draft that was placed', '/shop/draft/:token', 'уже замовлено', {
    of: { token: 'usedToken' },
  }),
  screenOf('guest', 'invitation', '/shop/invitation/:token', 'запрошує', {
    of: { token: 'invitation' },
    refused: /401/,
  }),
  screenOf('guest', 'no such invitation', '/shop/invitation/:token', 'Такого запрошення немає', {
    of: { token: 'nobody' },
    refused: /409/,
  }),
  screenOf('owner_of_shops', 'outlets', '/shop', 'Мої точки'),
  screenOf('owner_of_shops', 'no such outlet', '/shop', 'Мої точки', {
    act: (page) => page.getByLabel('Знайти точку').fill('щось інше'),
  }),
  screenOf('owner_of_shops', 'elsewhere', '/field', 'Ваше робоче місце — не тут'),

  screenOf('buyer', 'home', SHOP, 'Наступна доставка'),
  screenOf('buyer', 'home offline', SHOP, 'Наступна доставка', { offline: true }),
  screenOf('newBuyer', 'home of a new shop', SHOP, 'Ваше перше замовлення'),
  screenOf('buyer', 'catalogue', `${SHOP}/catalogue`, '₴'),
  screenOf('buyer', 'found', `${SHOP}/catalogue?q=молоко`, 'Молоко'),
  screenOf('buyer', 'nothing found', `${SHOP}/catalogue?q=щщщщщ`, 'Нічого не знайдено'),
  screenOf('buyer', 'catalogue of nobody', `${SHOP}/catalogue`, 'Такого запису немає', unknown),
  screenOf('buyer', 'product', `${SHOP}/product/:productId`, 'Термін придатності'),
  screenOf('buyer', 'why this price', `${SHOP}/product/:productId`, 'Чому така ціна', {
    act: (page) => page.getByText('Чому така ціна').click(),
  }),
  screenOf('buyer', 'no such product', `${SHOP}/product/:productId`, 'Такого запису немає', {
    of: { productId: 'nobody' },
    refused: /40[0-9]/,
  }),
  screenOf('newBuyer', 'empty cart', `${SHOP}/cart`, 'Кошик порожній'),
  screenOf('newBuyer', 'cart of two sellers', `${SHOP}/catalogue`, 'Хліб', { act: addBoth }),
  screenOf('debtor', 'cart', SHOP, 'Повторити останнє', { act: press('Повторити останнє') }),
  screenOf('debtor', 'cart offline', `${SHOP}/cart`, 'Разом', { offline: true }),
  screenOf('debtor', 'home with a cart', SHOP, 'Ви вже почали замовлення'),
  screenOf('debtor', 'documents', `${SHOP}/documents`, 'РН-17'),
  screenOf('debtor', 'promise to pay', `${SHOP}/documents`, 'РН-17', {
    act: press('Обіцяти дату оплати'),
  }),
  screenOf('newBuyer', 'no documents', `${SHOP}/documents`, 'Накладних немає'),
  screenOf('buyer', 'orders', `${SHOP}/orders`, /TD-\d+/),
  screenOf('buyer', 'orders with a product', `${SHOP}/orders?q=а`, /TD-\d+/),
  screenOf('buyer', 'no such orders', `${SHOP}/orders?q=щщщщщ`, 'Нічого не знайдено'),
  screenOf('newBuyer', 'no orders', `${SHOP}/orders`, 'Замовлень ще немає'),
  screenOf('buyer', 'order that came', `${SHOP}/orders/:orderId`, 'Хід замовлення'),
  screenOf('buyer', 'give back', `${SHOP}/orders/:orderId`, 'Хід замовлення', {
    // The form is loaded when it is asked for.
    act: async (page) => {
      await press('Повернути товар')(page)
      await page.locator('dialog[open]').waitFor()
    },
  }),
  screenOf('buyer', 'order', `${SHOP}/orders/:orderId`, 'Змінити можна до', {
    of: { orderId: 'placedOrder' },
  }),
  screenOf('buyer', 'change the order', `${SHOP}/orders/:orderId`, 'Змінити можна до', {
    of: { orderId: 'placedOrder' },
    act: press('Змінити'),
  }),
  screenOf('buyer', 'cancel the order', `${SHOP}/orders/:orderId`, 'Змінити можна до', {
    of: { orderId: 'placedOrder' },
    act: press('Скасувати замовлення'),
  }),
  screenOf('debtor', 'order that waits', `${SHOP}/orders/:orderId`, 'До сплати', {
    of: { orderId: 'heldOrder' },
  }),
  screenOf('buyer', 'no such order', `${SHOP}/orders/:orderId`, 'Такого запису немає', noOrder),
  screenOf('buyer', 'me', `${SHOP}/me`, 'Мої пристрої'),
  screenOf('buyer', 'my messages', `${SHOP}/me`, 'Про що писати', {
    act: async (page) => {
      await page.getByLabel('Свої тихі години').check()
      // Under the bars of the frame a target is smaller than it is.
      await page.evaluate('scrollTo(0, document.body.scrollHeight)')
    },
  }),

  refusing('buyer', 'orders refused', `${SHOP}/orders`, 'ordering/list'),
  refusing('buyer', 'documents refused', `${SHOP}/documents`, 'accounts/invoices'),
  refusing('buyer', 'repeat refused', SHOP, 'ordering/lastBasket'),
  refusing('debtor', 'price of the cart refused', `${SHOP}/cart`, 'ordering/quote'),
  refusing('buyer', 'my messages refused', `${SHOP}/me`, 'messaging/mine'),
  refusing('buyer', 'devices refused', `${SHOP}/me`, 'identity/mySessions'),

  screenOf('agent', 'covenant', `${FIELD}/covenant`, 'Що обіцяв власник'),
  screenOf('agent', 'plan', `${FIELD}/plan`, 'Що портал зробив для вас'),
  screenOf('newAgent', 'no plan', `${FIELD}/plan`, 'План на цей місяць не завантажено'),
  screenOf('newAgent', 'no covenant', `${FIELD}/covenant`, 'Запуску ще немає'),
  screenOf('agent', 'counter', `${FIELD}/counter`, 'Перше замовлення разом'),
  screenOf('newAgent', 'nobody for the counter', `${FIELD}/counter`, 'Нікого вести не треба'),
  screenOf('agent', 'counter session', `${FIELD}/counter/:counterId`, 'Нехай сканує'),
  screenOf('agent', 'counter session not today', `${FIELD}/counter/:counterId`, 'Нехай сканує', {
    act: press('Сьогодні не вийшло'),
  }),
  screenOf(
    'agent',
    'no such counter session',
    `${FIELD}/counter/:counterId`,
    'Такого запису немає',
    {
      of: { counterId: 'nobody' },
      refused: /40[0-9]/,
    },
  ),
  refusing('agent', 'counter refused', `${FIELD}/counter`, 'rollout/counterOutlets'),
  screenOf('agent', 'start', '/field', 'Мої точки'),
  screenOf('agent', 'outlets', FIELD, 'Ще не замовили'),
  screenOf('agent', 'no such outlet', `${FIELD}?q=щщщщ`, 'Точок не знайдено'),
  screenOf('agent', 'debtors of the route', `${FIELD}?show=debt`, 'З кого стягнути'),
  screenOf('agent', 'map', `${FIELD}/map`, 'замовили ·'),
  screenOf('agent', 'whom to collect from', `${FIELD}/collect`, 'мали сплатити до'),
  screenOf('newAgent', 'nobody owes', `${FIELD}/collect`, 'Боржників немає'),
  screenOf('agent', 'overnight', `${FIELD}/overnight`, 'За ніч'),
  screenOf('newAgent', 'nobody overnight', `${FIELD}/overnight`, 'За ніч замовлень не було'),
  screenOf('agent', 'events', `${FIELD}/notices`, 'нове замовлення'),
  screenOf('newAgent', 'no events', `${FIELD}/notices`, 'Подій ще немає'),
  screenOf('agent', 'me', `${FIELD}/me`, 'Про що писати'),
  refusing('agent', 'outlets refused', FIELD, 'field/outlets'),
  refusing('agent', 'map refused', `${FIELD}/map`, 'field/outlets'),
  refusing('agent', 'collecting refused', `${FIELD}/collect`, 'accounts/debts'),
  refusing('agent', 'overnight refused', `${FIELD}/overnight`, 'field/overnight'),
  refusing('agent', 'events refused', `${FIELD}/notices`, 'field/notices'),
  screenOf('agent', 'order', `${FIELD}/orders/:orderId`, 'Хід замовлення'),
  screenOf('agent', 'outlet', OUTLET, 'Замовити за точку'),
  screenOf('agent', 'outlet and what it usually does', OUTLET, 'звичайна доставка'),
  screenOf('newAgent', 'outlet that was never served', OUTLET, 'нічого не везли'),
  screenOf('agent', 'outlet that owes', OUTLET, 'Замовити за точку', {
    of: { outletId: 'debtorOutlet' },
  }),
  screenOf('newAgent', 'new outlet', OUTLET, 'Замовити за точку'),
  screenOf('agent', 'outlet of nobody', OUTLET, 'Такого запису немає', unknown),
  screenOf('agent', 'catalogue', `${OUTLET}/catalogue`, '₴'),
  screenOf('agent', 'product', `${OUTLET}/product/:productId`, 'Термін придатності'),
  screenOf('agent', 'cart', OUTLET, 'Повторити останнє', { act: press('Повторити останнє') }),
  // The cart that was filled a moment ago.
  screenOf('agent', 'discount in the cart', `${OUTLET}/cart`, 'Разом', {
    act: async (page) => {
      await page
        .getByRole('button', { name: /^Дати знижку/ })
        .first()
        .click()
      await page.getByTestId('hand-percent').waitFor()
    },
  }),
  screenOf('newAgent', 'empty cart', `${OUTLET}/cart`, 'Кошик порожній'),
  screenOf('agent', 'documents', `${OUTLET}/documents`, 'РН-17', {
    of: { outletId: 'debtorOutlet' },
  }),
  screenOf('agent', 'orders', `${OUTLET}/orders`, /TD-\d+/),
  screenOf('agent', 'order of the outlet', `${OUTLET}/orders/:orderId`, 'Хід замовлення'),
]

/** Every screen and state that is visited: one line each, in the order of the routes. */
export const SCREENS: Screen[] = [...SHOP_AND_FIELD, ...OFFICE_SCREENS]

async function addBoth(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Додати: Молоко/ }).click()
  await page.getByRole('button', { name: /Додати: Хліб/ }).click()
  await page.getByRole('link', { name: 'Кошик' }).last().click()
  await page.getByTestId('sellers').waitFor()
}

async function askCode(page: Page): Promise<void> {
  await page.getByLabel('Номер телефону').fill('067 100 01 00')
  await page.getByRole('button', { name: 'Отримати код' }).click()
  await page.getByTestId('demo-code').waitFor()
}
