package cn.tongxing.idp.platform.page;

import cn.tongxing.adapter.spi.LocalizedText;
import java.util.List;
import java.util.Optional;

/**
 * What is the same on every page of one installation.
 *
 * @param demo whether to show the ribbon of a demonstration ({@code idp.demo})
 * @param hotline the city's telephone for help ({@code idp.pages.hotline})
 * @param name what the city calls the service ({@code idp.pages.name.*})
 * @param title the official name in the header ({@code idp.pages.title.*}); without it a general
 *     one
 * @param operator the office that answers for the service, 主办单位 ({@code idp.pages.operator.*})
 * @param undertaker the office that runs it, 承办单位 ({@code idp.pages.undertaker.*})
 * @param logo path of the city's own
 * @param records its registrations, at the foot
 * @param topics what the foot of each page leads to
 */
public record Site(
    boolean demo,
    String hotline,
    Optional<LocalizedText> name,
    Optional<LocalizedText> title,
    Optional<LocalizedText> operator,
    Optional<LocalizedText> undertaker,
    Optional<String> logo,
    List<Registration> records,
    List<Topic> topics) {

  /**
   * A page about the service.
   *
   * @param name {@code terms}, {@code privacy} or {@code accessibility}
   * @param href our own page, or the city's ({@code idp.pages.links.<name>})
   */
  public record Topic(String name, String href) {}

  /**
   * A number under which the site is registered.
   *
   * @param kind {@code icp}, {@code police} or {@code site-code}: text {@code footer.<kind>}
   * @param href where it can be looked up
   */
  public record Registration(String kind, String number, Optional<String> href) {}
}
