package cn.tongxing.idp.proofing;

import cn.tongxing.idp.adapters.OfferedAdapter;

/**
 * Door: a way as somebody chooses it and goes it. Behind each of an adapter's doors is another
 * upstream, so that whoever is told, sent back, or not offered a way again is told of this one and
 * not of the adapter.
 *
 * @param way one of the built-in ways, or the adapter's id; blank before one is chosen
 * @param action of the adapter's other door; blank for the front one
 */
public record Door(String way, String action) {

  /** Before a way is chosen. */
  public static final Door NONE = new Door("", "");

  /** The one that is no other. */
  public static Door front(String way) {
    return new Door(way, "");
  }

  /** What pages, addresses, the trail and the session call it. */
  public String name() {
    return action.isEmpty() ? way : OfferedAdapter.way(way, action);
  }
}
