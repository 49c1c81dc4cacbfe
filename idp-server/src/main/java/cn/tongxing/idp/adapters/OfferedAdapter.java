package cn.tongxing.idp.adapters;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.AppMark;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.IdentityAssurance;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A way to prove oneself that is configured and switched on.
 *
 * @param doors buttons of its first form that are ways of their own
 * @param reaches the most it can lead to, as the operator states it; the level itself follows from
 *     the evidence alone
 * @param stated whether the operator did; else it is offered for everything, and may reach little
 * @param down actions of the doors whose circuit is open, blank for the front one: each has an
 *     upstream of its own
 * @param installPage where the app that it needs on the phone is installed from
 * @param icon path of the operator's picture of it: below {@link #ICONS}, by the hash of its
 *     content
 * @param marks by which the web view of its upstream's own app is told
 */
public record OfferedAdapter(
    AdapterDescriptor descriptor,
    List<AdapterFactory.Door> doors,
    Acr reaches,
    boolean stated,
    Set<String> down,
    Optional<URI> installPage,
    Optional<String> icon,
    List<AppMark> marks) {

  /** Below it stand the operator's pictures of ways, which are served for good. */
  public static final String ICONS = "/assets/ways/";

  /** The door that is no other. */
  public static final String FRONT = "";

  /** What one of an adapter's other doors is called, as a way of its own. */
  public static String way(String adapter, String door) {
    return adapter + "-" + door.replace('_', '-');
  }

  public OfferedAdapter {
    doors = List.copyOf(doors);
    down = Set.copyOf(down);
    marks = List.copyOf(marks);
  }

  /** Whether what is behind a door can be asked. */
  public boolean isAvailable(String door) {
    return !down.contains(door);
  }

  /** Whether a citizen may be told that it leads so far. */
  public boolean isSaidToReach(IdentityAssurance level) {
    return stated && reaches.identity().atLeast(level);
  }

  /** Whether it is one of the doors. */
  public boolean hasDoor(String action) {
    return doors.stream().anyMatch(door -> door.action().equals(action));
  }
}
