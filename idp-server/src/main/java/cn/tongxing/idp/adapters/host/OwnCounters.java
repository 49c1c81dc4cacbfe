package cn.tongxing.idp.adapters.host;

import cn.tongxing.idp.adapters.AdapterMeter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What one adapter counts beside the host. However many names it makes up, few become series of
 * their own. Safe for concurrent use.
 */
final class OwnCounters {

  /** Names of one adapter; the later ones are {@link #OTHERS} together. */
  static final int MOST = 20;

  static final String OTHERS = "others";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  private final String adapter;
  private final AdapterMeter meter;
  private final Set<String> names = ConcurrentHashMap.newKeySet();

  OwnCounters(String adapter, AdapterMeter meter) {
    this.adapter = adapter;
    this.meter = meter;
  }

  void count(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("name of a counter: " + name);
    }
    meter.counted(adapter, isKnown(name) ? name : OTHERS);
  }

  private boolean isKnown(String name) {
    if (names.contains(name)) {
      return true;
    }
    synchronized (names) {
      return names.size() < MOST && names.add(name);
    }
  }
}
