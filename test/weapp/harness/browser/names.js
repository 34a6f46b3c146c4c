const words = text => text.trim().split(/\s+/)

/** Events of the program's life; each has `wx.onName` and `wx.offName`. */
export const EVENTS = words(`AppShow AppHide NetworkStatusChange NetworkWeakChange ThemeChange WindowResize Error UnhandledRejection PageNotFound
  MemoryWarning KeyboardHeightChange UserCaptureScreen AudioInterruptionBegin AudioInterruptionEnd`)

/** They change nothing a test could see here; a test asserts on the recorded call. */
export const QUIET = words(`hideKeyboard vibrateShort vibrateLong stopPullDownRefresh startPullDownRefresh setBackgroundColor setBackgroundTextStyle
  setKeepScreenOn hideShareMenu showShareMenu hideHomeButton showNavigationBarLoading hideNavigationBarLoading loadFontFace hideTabBar showTabBar`)

/** The phone's devices and services. Taro copies the names of `wx` once, so each must exist; calling one without a mock is an error. */
export const DEVICES = words(`chooseMedia chooseImage chooseVideo chooseMessageFile previewImage previewMedia compressImage getImageInfo
  saveImageToPhotosAlbum uploadFile getLocation chooseLocation openLocation scanCode makePhoneCall getClipboardData requestPayment
  requestSubscribeMessage checkSession getUserProfile getUserInfo getPhoneNumber startRecord navigateToMiniProgram openEmbeddedMiniProgram exitMiniProgram restartMiniProgram
  setTabBarBadge setTabBarItem setTabBarStyle shareFileMessage openCustomerServiceChat getBatteryInfo addPhoneContact saveFile
  getSavedFileList getSavedFileInfo removeSavedFile batchSetStorage batchGetStorage`)

/** Of the same kind, but they answer at once instead of through callbacks. */
export const DEVICES_AT_ONCE = words(`getSystemSetting getAppAuthorizeSetting createInnerAudioContext
  createCanvasContext createOffscreenCanvas createVideoContext createMapContext getUserCryptoManager createWorker createAnimation
  createMediaQueryObserver getLogManager getRealtimeLogManager getPerformance reportEvent`)
