package cn.tongxing.idp.platform.page;

import cn.tongxing.adapter.spi.LocalizedText;
import java.util.List;
import java.util.Optional;

/**
 * What is the same on every page of one installation.
 *
 * @param demo whether to show the ribbon of a demonstration ({@code idp.demo})
 * @param hotline the city's telephone for help ({@code idp.pages.hotline})
 * @param title the official name in the header ({@code idp.pages.title.*}); without it a general
 *     one
 * @param operator the office that runs the service ({@code idp.pages.operator.*})
 * @param filing its registration number, blank if there is none ({@code idp.pages.filing})
 * @param topics what the foot of each page leads to
 */
public record Site(
    boolean demo,
    String hotline,
    Optional<LocalizedText> title,
    Optional<LocalizedText> operator,
    String filing,
    List<Topic> topics) {

  /**
   * A page about the service.
   *
   * @param name {@code terms}, {@code privacy} or {@code accessibility}
   * @param href our own page, or the city's ({@code idp.pages.links.<name>})
   */
  public record Topic(String name, String href) {}
}
