package cn.tongxing.adapter.spi;

import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Claims about a person, as one piece of evidence established them. Only what that evidence covers:
 * what the person typed and nobody confirmed does not belong here.
 *
 * @param name as on the document proven first
 * @param latinName as in the machine-readable zone, where the document has one beside the Chinese
 *     name; compared with documents only, never derived. Of a piece that names a document with it
 * @param papers documents of this one person, the one proven first; empty for a pseudonym
 * @param phone possessed by the person, as proven in this transaction or by the upstream. The host
 *     neither keeps nor binds one that an upstream says: what signs in is a number that answered
 *     here
 */
public record PersonFacts(
    Optional<PersonName> name,
    Optional<PersonName> latinName,
    List<Paper> papers,
    Optional<PhoneNumber> phone,
    Optional<LocalDate> birthDate) {

  private static final PersonFacts NONE =
      new PersonFacts(
          Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty());

  /**
   * A document as its issuer knows it.
   *
   * @param issued first day of this issue
   * @param expires last day on which it may be used; empty for one without an end, or if not said
   * @param issueNumber how often it was renewed, as printed on travel permits; at most 8 characters
   */
  public record Paper(
      IdentityDocument document,
      Optional<LocalDate> issued,
      Optional<LocalDate> expires,
      Optional<String> issueNumber) {

    private static final int LONGEST_ISSUE_NUMBER = 8;

    public Paper {
      if (issueNumber.filter(each -> !isIssueNumber(each)).isPresent()) {
        throw new IllegalArgumentException("issue number of a document");
      }
      if (issued.isPresent() && expires.filter(issued.get()::isAfter).isPresent()) {
        throw new IllegalArgumentException("a document that ends before it begins");
      }
    }

    /** A document of which no more is said than its number. */
    public static Paper of(IdentityDocument document) {
      return new Paper(document, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static boolean isIssueNumber(String text) {
      return !text.isBlank() && text.length() <= LONGEST_ISSUE_NUMBER;
    }

    /** Whether it may not be used on this day any more. */
    public boolean isOver(LocalDate today) {
      return expires.filter(today::isAfter).isPresent();
    }

    /** With the number masked, and without days: they help to guess. */
    @Override
    public String toString() {
      return "Paper[" + document + "]";
    }
  }

  public PersonFacts {
    papers = List.copyOf(papers);
  }

  /** Nothing but a pseudonym is known. */
  public static PersonFacts none() {
    return NONE;
  }

  /** What several pieces of evidence say together; where two differ, the first counts. */
  public static PersonFacts together(List<PersonFacts> pieces) {
    Map<IdentityDocument, Paper> papers = new LinkedHashMap<>();
    pieces.forEach(
        piece -> piece.papers().forEach(paper -> papers.putIfAbsent(paper.document(), paper)));
    return new PersonFacts(
        first(pieces, PersonFacts::name),
        first(pieces, PersonFacts::latinName),
        List.copyOf(papers.values()),
        first(pieces, PersonFacts::phone),
        first(pieces, PersonFacts::birthDate));
  }

  private static <V> Optional<V> first(
      List<PersonFacts> pieces, Function<PersonFacts, Optional<V>> part) {
    return pieces.stream().flatMap(piece -> part.apply(piece).stream()).findFirst();
  }

  /** The keys of {@link #papers()}. */
  public List<IdentityDocument> documents() {
    return papers.stream().map(Paper::document).toList();
  }

  /** The same with a name. */
  public PersonFacts named(PersonName known) {
    return new PersonFacts(Optional.of(known), latinName, papers, phone, birthDate);
  }

  /** The same with a name in Latin letters. */
  public PersonFacts inLatin(PersonName known) {
    return new PersonFacts(name, Optional.of(known), papers, phone, birthDate);
  }

  /** The same with one more document. */
  public PersonFacts holding(Paper paper) {
    List<Paper> more = new ArrayList<>(papers);
    more.add(paper);
    return new PersonFacts(name, latinName, more, phone, birthDate);
  }

  /** The same with one more document, of which no more is said than its number. */
  public PersonFacts holding(IdentityDocument document) {
    return holding(Paper.of(document));
  }

  /** The same with a phone that is the person's. */
  public PersonFacts reachedAt(PhoneNumber known) {
    return new PersonFacts(name, latinName, papers, Optional.of(known), birthDate);
  }

  /** The same with a date of birth. */
  public PersonFacts born(LocalDate day) {
    return new PersonFacts(name, latinName, papers, phone, Optional.of(day));
  }

  /** Masked; of the date of birth only whether it is there. */
  @Override
  public String toString() {
    return "PersonFacts[name="
        + name
        + ", latinName="
        + latinName
        + ", papers="
        + papers
        + ", phone="
        + phone
        + ", birthDate="
        + (birthDate.isPresent() ? "known" : "unknown")
        + "]";
  }
}
