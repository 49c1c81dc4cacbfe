package cn.tongxing.adapter.spi;

import cn.tongxing.adapter.spi.document.DocumentType;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the host shows and counts an adapter by.
 *
 * @param id lower-case letters, digits and hyphens; the key of {@code idp.adapters.<id>}
 * @param spiVersion {@link #SPI_VERSION} the adapter was built against
 * @param label name of the way on the page that offers it
 * @param hint one sentence below it: what the person needs at hand
 * @param capabilities what the host may rely on
 * @param documents types of identity document this way serves; empty means any
 * @param acknowledgement what the host answers (status 200, text/plain) to a {@link Step.Notified}
 *     that was accepted; upstreams that look for a word send their message again without it
 */
public record AdapterDescriptor(
    String id,
    int spiVersion,
    LocalizedText label,
    LocalizedText hint,
    Set<Capability> capabilities,
    List<DocumentType> documents,
    String acknowledgement) {

  /**
   * Version of this interface, of what a {@link WorkerProgram} reads and writes too. The host
   * refuses adapters built against another one.
   */
  public static final int SPI_VERSION = 3;

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{1,30}");

  /** What an adapter does beyond forms. */
  public enum Capability {
    /** Leaves for the upstream's site. */
    REDIRECTS,
    /** Waits for something outside the browser. */
    POLLS,
    /** Looks at the person's face through a camera. */
    CAPTURES,
    /** Is reached by messages of the upstream's own. */
    NOTIFIED,
    /** Ends its session of a browser that goes to its sign-out address. */
    SIGNS_OUT,
    /** Is told of people who get an account here by another way ({@link CitizenNews}). */
    HEARS_REGISTERED,
    /** Is told when it becomes better known, by another way, who somebody is. */
    HEARS_LEVEL_RAISED,
    /** Is for authenticated staff, who vouch for what it proves: never offered to a citizen. */
    STAFF_ONLY
  }

  public AdapterDescriptor {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("adapter id " + id);
    }
    capabilities = Set.copyOf(capabilities);
    documents = List.copyOf(documents);
  }

  /** A descriptor whose notifications, if any, are acknowledged by an empty answer. */
  public AdapterDescriptor(
      String id,
      int spiVersion,
      LocalizedText label,
      LocalizedText hint,
      Set<Capability> capabilities,
      List<DocumentType> documents) {
    this(id, spiVersion, label, hint, capabilities, documents, "");
  }
}
