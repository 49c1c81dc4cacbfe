package cn.tongxing.idp.protocol;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * The city's own texts and pages, as discovery names them.
 *
 * @param privacy what is done with people's data ({@code op_policy_uri})
 * @param terms of use ({@code op_tos_uri})
 * @param languages that pages are shown in ({@code ui_locales_supported})
 */
public record PublishedPages(URI privacy, URI terms, List<Locale> languages) {
  public PublishedPages {
    languages = List.copyOf(languages);
  }
}
