export default definePageConfig({ navigationBarTitleText: '并入另一件' })
