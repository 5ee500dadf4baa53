"""The map of the directory: the pack of points, the map described with folium, the small map of one store."""
