/// The style that all figures share: `style.gp`, which every script loads first.
///
/// Colours are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), which people with any colour vision can tell
/// apart; lines differ in their dashes as well. Line styles go by what a line is, the same in all figures.
package enum FigureStyle {
  package static let fileName = "style.gp"

  /// Line styles by their meaning.
  package enum Line: Int, Sendable {
    case simulation = 1
    case exact = 2
    case fokkerPlanck = 3
    case meanField = 4
    case fit = 5
    case mark = 6
    case otherMark = 7
  }

  /// What follows `with` for an error band.
  package static let band = "filledcurves linestyle 8 fillstyle transparent solid 0.4 noborder"

  package static let text = """
    # The style of all figures here. Each script loads it; a change of it changes all of them.
    #   gnuplot histogram_N.gp                      draws histogram_N.svg
    #   gnuplot -e 'format="pdf"' histogram_N.gp    draws histogram_N.pdf; "png" is the third format
    # `qpspin report` writes scripts and style anew: keep what you change under another name.

    if (!exists("format")) format = "svg"
    if (!exists("width")) width = 640
    if (!exists("height")) height = 420
    set encoding utf8
    if (format eq "svg") set terminal svg size width,height dynamic enhanced font "sans-serif,14" background "#ffffff"
    if (format eq "pdf") set terminal pdfcairo size width/100.0,height/100.0 enhanced font "sans,11" linewidth 1.2
    if (format eq "png") set terminal pngcairo size 2*width,2*height enhanced font "sans,10.5" fontscale 2 linewidth 2 pointscale 2

    set datafile separator ","
    set datafile columnheaders
    set border 31 linewidth 0.8 linecolor rgb "#404040"
    set tics in scale 0.7,0.35
    set xtics mirror
    set ytics mirror
    set format "%h"
    set grid linetype 1 linewidth 0.5 linecolor rgb "#e4e4e4"
    set errorbars small
    # For marks across a figure: the axes opposite go from one edge to the other.
    set x2range [0:1]
    set y2range [0:1]
    set key outside top center horizontal reverse Left samplen 2.2 spacing 1.15 maxrows 3

    # Colours of Okabe and Ito. By meaning: simulation, exact, Fokker-Planck, mean field, fit, two marks, error band.
    set style line 1 linecolor rgb "#0072B2" linewidth 1.5 pointtype 7 pointsize 0.55
    set style line 2 linecolor rgb "#D55E00" linewidth 1.8
    set style line 3 linecolor rgb "#009E73" linewidth 1.8 dashtype (10,4)
    set style line 4 linecolor rgb "#CC79A7" linewidth 1.8 dashtype (10,3,2,3)
    set style line 5 linecolor rgb "#000000" linewidth 1.5 dashtype (3,3)
    set style line 6 linecolor rgb "#666666" linewidth 1.2 dashtype (5,3)
    set style line 7 linecolor rgb "#666666" linewidth 1.2 dashtype (1.5,2.5)
    set style line 8 linecolor rgb "#56B4E9" linewidth 1
    # The same colours in order, for several lines of one kind.
    set linetype 1 linecolor rgb "#0072B2" linewidth 1.3
    set linetype 2 linecolor rgb "#D55E00" linewidth 1.3
    set linetype 3 linecolor rgb "#009E73" linewidth 1.3
    set linetype 4 linecolor rgb "#CC79A7" linewidth 1.3
    set linetype 5 linecolor rgb "#E69F00" linewidth 1.3
    set linetype 6 linecolor rgb "#56B4E9" linewidth 1.3
    set linetype 7 linecolor rgb "#000000" linewidth 1.3
    # viridis, in equal steps
    set palette defined (0 "#440154", 1 "#482878", 2 "#3e4989", 3 "#31688e", 4 "#26828e", 5 "#1f9e89", 6 "#35b779", \\
      7 "#6ece58", 8 "#b5de2b", 9 "#fde725")

    """
}
