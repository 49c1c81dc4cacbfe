package cn.tongxing.idp.adapters.host;

import cn.tongxing.idp.adapters.AdapterSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * One configured instance of an adapter: two peers that speak the same protocol are two.
 *
 * @param id of the way: the adapter's, or with the instance's name behind it
 * @param prefix of its settings
 */
record AdapterInstance(String id, String prefix) {

  /** Below an adapter's settings: those of its instances, by their names. */
  static final String INSTANCES = "instances";

  /** The instances that are configured. */
  static List<AdapterInstance> of(
      String adapter, Class<? extends Record> config, RecordBinding binding) {
    String prefix = AdapterSettings.PREFIX + adapter;
    List<AdapterInstance> instances = new ArrayList<>();
    if (binding.hasAny(prefix, List.of(HostSettings.class, config))) {
      instances.add(new AdapterInstance(adapter, prefix));
    }
    String below = prefix + "." + INSTANCES;
    for (String name : binding.names(below)) {
      instances.add(new AdapterInstance(adapter + "-" + name, below + "." + name));
    }
    return instances;
  }
}
