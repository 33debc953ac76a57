#!/usr/bin/env bash
# Install the browser that the tests of the page need, where apt can do it; without it those tests are skipped.
set -euo pipefail
if command -v chromium chromium-browser google-chrome >/dev/null; then exit 0; fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "no Chromium, and no way to install it here: the tests of the page will be skipped" >&2
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null 2>&1 ||
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null 2>&1; } ||
  echo "Chromium could not be installed: the tests of the page will be skipped" >&2
