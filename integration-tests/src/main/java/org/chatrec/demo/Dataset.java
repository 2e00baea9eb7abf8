package org.chatrec.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;

/**
 * Something to load.
 *
 * @param catalog name of the catalogue and of its index
 * @param definition body of the call that declares the catalogue
 * @param items the items
 * @param events what visitors did, each with an {@code event_id}, so that loading twice counts once
 * @param examples what to try once it is loaded
 */
public record Dataset(
    String catalog,
    ObjectNode definition,
    List<Item> items,
    List<ObjectNode> events,
    Examples examples) {

  /**
   * One item.
   *
   * @param id its id in the index
   * @param source its fields
   */
  public record Item(String id, ObjectNode source) {}

  /**
   * What the printed calls ask.
   *
   * @param message a chat message
   * @param user who sends it
   * @param recommendUser whose recommendations to show
   * @param search words for a plain search
   */
  public record Examples(String message, String user, String recommendUser, String search) {}

  /** The films that come with the project: real films, invented viewers. */
  public static Dataset films() {
    return Films.read();
  }

  /** The shop that comes with the project: invented products, brands and shoppers. */
  public static Dataset shop() {
    return Shop.read();
  }

  /**
   * A folder in the format of MovieLens "latest".
   *
   * @throws org.chatrec.node.LaunchException where the folder is not one
   */
  public static Dataset movieLens(Path folder) {
    return MovieLens.read(folder);
  }
}
