import type { Configuration } from 'electron-builder'

/** What electron-builder makes of Aside. Icons come from `npm run icons`. */
export const configuration = {
  appId: 'org.aside.Aside',
  productName: 'Aside',
  copyright: 'MIT licence',
  directories: { output: 'dist', buildResources: 'resources/icons' },
  // What we depend on is JavaScript, and SQLite's binaries fit every runtime.
  npmRebuild: false,
  asar: true,
  asarUnpack: ['node_modules/better-sqlite3/prebuilds/**'],
  files: [
    'package.json',
    'LICENSE',
    'out/main/**',
    'out/preload/**',
    'out/renderer/**',
    'resources/docs/**',
    'resources/scenarios/**',
    'resources/icons/*.png',
    '!**/*.{d.ts,d.mts,d.cts,ts,mts,cts,map,md,markdown,flow,tsbuildinfo}',
    '!node_modules/{@types,undici-types,node-addon-api}{,/**}',
    '!node_modules/better-sqlite3/{deps,src,binding.gyp}{,/**}',
    '!node_modules/better-sqlite3/prebuilds/**',
    'node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node'
  ],
  extraMetadata: { homepage: 'https://example.org/aside' },
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false
  },
  fileAssociations: [{ ext: 'aside', name: 'Aside scenario', description: 'A scenario that Aside plays', mimeType: 'application/x-aside', role: 'Editor' }],
  protocols: [{ name: 'Aside scenario', schemes: ['aside'], role: 'Viewer' }],
  // Nothing is published by building, and nothing is asked for by running.
  publish: null,
  linux: {
    target: ['AppImage', 'deb'],
    category: 'Education',
    icon: 'resources/icons/aside.png',
    executableName: 'aside',
    synopsis: 'Rehearses contact-centre chat consults',
    maintainer: 'Aside <aside@example.org>'
  },
  win: { target: ['nsis', 'portable'], icon: 'resources/icons/aside.ico' },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true, deleteAppDataOnUninstall: false },
  portable: { artifactName: '${productName}-portable-${version}.${ext}' },
  mac: { target: ['dmg'], category: 'public.app-category.education', icon: 'resources/icons/aside.icns' }
} satisfies Configuration
