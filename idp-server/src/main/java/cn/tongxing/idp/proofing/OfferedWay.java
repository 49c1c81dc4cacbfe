package cn.tongxing.idp.proofing;

import cn.tongxing.adapter.spi.AppMark;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.IdentityAssurance;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * An adapter that is configured and switched on, or one of its other doors, as a way that can be
 * chosen.
 *
 * @param reaches the most it can lead to, as the operator states it; the highest without
 * @param stated whether the operator did; else it is offered for everything, and may reach little
 * @param readsPassports whether it serves who holds a foreign passport and nothing else
 * @param asksHere whether its first questions stand on a page of ours
 * @param available false while its upstream is known to be down
 * @param installPage where the app that it needs on the phone is installed from
 * @param icon path of the operator's picture of it
 * @param marks by which the web view of its upstream's own app is told
 */
public record OfferedWay(
    Door door,
    LocalizedText label,
    LocalizedText hint,
    Acr reaches,
    boolean stated,
    boolean asksHere,
    boolean available,
    boolean readsPassports,
    Optional<URI> installPage,
    Optional<String> icon,
    List<AppMark> marks) {

  public OfferedWay {
    marks = List.copyOf(marks);
  }

  /** By which it is chosen. */
  public String id() {
    return door.name();
  }

  /** Whose door it is. */
  public String adapter() {
    return door.way();
  }

  /** Whether an account that this adapter linked is shown by it: at the upstream, by any door. */
  public boolean showsLinkOf(String linked) {
    return !asksHere && adapter().equals(linked);
  }

  /** Whether a citizen may be told that it leads so far. */
  public boolean isSaidToReach(IdentityAssurance level) {
    return stated && reaches.identity().atLeast(level);
  }
}
